"""This machine: keys, paths, logs, one instance, the council's bank-holiday overrides."""
