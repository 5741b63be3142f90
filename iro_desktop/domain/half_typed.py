"""Lines that are typed but not handed in yet, kept as one text: "name: words", one below another."""


def lines_of(kept: str) -> dict[str, str]:
    """Return the words of each line by its name."""
    parted = (line.partition(": ") for line in kept.split("\n"))
    return {name: words for name, colon, words in parted if colon}


def with_line(kept: str, name: str, words: str) -> str:
    """Return `kept` with the words of one line in place of its old ones; an empty line goes.

    A line break pasted into the words becomes a space. `name` holds neither break nor colon.
    """
    lines = {**lines_of(kept), name: " ".join(words.splitlines())}
    return "\n".join(f"{name}: {words}" for name, words in lines.items() if words)
