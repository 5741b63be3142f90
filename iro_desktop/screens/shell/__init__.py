"""The window around every page: where you are, what is saved, the way to any child, and out of sight."""
