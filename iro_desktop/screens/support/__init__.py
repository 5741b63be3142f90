"""What goes to whoever helps, shown before it goes."""
