"""The commands for council IT and data teams."""
