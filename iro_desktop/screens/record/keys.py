"""The keys of the recording window: no window is needed to list them."""

from typing import Final

KEYS: Final = (
    ("Ctrl+↓ / Ctrl+↑", "next or previous section"),
    ("Ctrl+D", "make this line a decision"),
    ("Ctrl+B", "park this line for later"),
    ("Ctrl+Q", "the child's words, as a quote"),
    ("Ctrl+W", "a wish of the child's"),
    ("Ctrl+Enter", "on Decisions: add another"),
)
