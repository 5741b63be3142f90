"""The office's side of the sync: an HTTPS service over PostgreSQL, and its admin command `iro-central`."""
