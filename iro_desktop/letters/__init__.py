"""A review becomes a letter, its checks and its Word file; knows no database."""
