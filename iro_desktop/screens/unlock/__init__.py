"""The first windows: unlock, the recovery code, first use. They load nothing heavy: they must be quick."""
