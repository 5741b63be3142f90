"""How a person wants to see the app: text size and colours."""
