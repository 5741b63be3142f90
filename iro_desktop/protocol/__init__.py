"""The messages that a laptop and the office exchange, their versions, signatures and limits."""
