"""The letter to the child: its parts, the page as it will be, and what the checks say."""
