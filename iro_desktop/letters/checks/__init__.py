"""The checks a letter passes before it is saved: STOP, CHECK or TIP, each pointing at its words."""
