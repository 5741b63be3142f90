"""Forms compiled from ui/ by packaging/compile_forms.py: never edited by hand."""
