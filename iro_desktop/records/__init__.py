"""A record's other shapes, derived from its one definition: table, canonical encoding, changes."""
