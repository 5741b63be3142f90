"""The practice itself: frozen records, statutory rules and known problems. Standard library only."""
