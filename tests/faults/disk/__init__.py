"""A disk that loses power, or has no room: what a process did to its files is recorded, and played again."""
