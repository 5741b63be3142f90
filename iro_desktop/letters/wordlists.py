"""Word lists written in the code, and those shipped as data."""

from functools import cache

from iro_desktop.letters.shipped import shipped


def words(text: str) -> frozenset[str]:
    """Return the set of the words of a text that lists them with spaces between."""
    return frozenset(text.split())


@cache
def shipped_words(name: str) -> frozenset[str]:
    """Return the words of resources/letters/`name`: any number a line, # begins a comment."""
    lines = shipped(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines for word in line.split("#")[0].split())
