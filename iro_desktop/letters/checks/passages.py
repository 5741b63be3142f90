"""Runs of words: how a paragraph copied from another child's letter is known again."""

from collections import defaultdict
from collections.abc import Iterator
from zlib import crc32

from iro_desktop.letters.checks.folding import tokens

RUN = 12
"""How many words in a row, the same as in another child's letter, are a copy."""
_COMMON = 3
"""A run that this many children's letters share is the writer's own standing text."""


def runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield a number for each twelve words in a row of `text`, with its place."""
    found = tokens(text)
    for first in range(len(found) - RUN + 1):
        heard = found[first : first + RUN]
        yield crc32(" ".join(token.key for token in heard).encode()), heard[0].start, heard[-1].end


class Passages:
    """The runs of twelve words in what was written for each child; kept while the caseload is open."""

    def __init__(self) -> None:
        self._children: dict[int, dict[str, int]] = defaultdict(dict)
        self._texts: dict[str, tuple[str, tuple[int, ...]]] = {}

    def put(self, record_id: str, child_id: str, text: str) -> None:
        """Hold `text` of a record in the place of what was held of it; "" forgets it."""
        before, held = self._texts.pop(record_id, ("", ()))
        for run in held:
            children = self._children[run]
            children[before] -= 1
            if not children[before]:
                del children[before]
        found = tuple(run for line in text.split("\n") for run, _, _ in runs(line))
        if found:
            self._texts[record_id] = (child_id, found)
        for run in found:
            children = self._children[run]
            children[child_id] = children.get(child_id, 0) + 1

    def of_another(self, run: int, child_id: str) -> bool:
        """Tell whether a run is in another child's text; what many children's texts share is no copy."""
        others = len(self._children.get(run, {}).keys() - {child_id})
        return 0 < others < _COMMON
