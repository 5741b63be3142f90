"""Shows how this laptop stands with the office: what waits, and what needs a person to choose."""
