"""Brings the council's files in from the window, and says line by line what was not."""
