"""A letter as text: its parts in order, each from the composer or as the IRO rewrote it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from iro_desktop.domain.letter import Band, LetterPart, LetterPartName
from iro_desktop.letters.facts import Source
from iro_desktop.letters.gather import refuse_other_part


@dataclass(frozen=True)
class Part:
    """One part: `text` is plain paragraphs separated by newlines, quotes in “ ”."""

    name: LetterPartName
    heading: str
    text: str
    required: bool
    rewritten: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs that have words."""
        return tuple(line.strip() for line in self.text.split("\n") if line.strip())


@dataclass(frozen=True)
class Draft:
    """A whole letter of one child about one review."""

    source: Source
    band: Band
    parts: tuple[Part, ...]
    pictures: bool = False

    def part(self, name: LetterPartName) -> Part:
        """Return the part of that name; every draft has all fourteen."""
        return next(part for part in self.parts if part.name is name)

    @property
    def written(self) -> tuple[Part, ...]:
        """Return the parts that have words, in the order of the page."""
        return tuple(part for part in self.parts if part.paragraphs)

    @property
    def text_but_who(self) -> str:
        """Return all text but the part that explains who is who."""
        return "\n".join(part.text for part in self.parts if part.name is not LetterPartName.WHO_IS_WHO)

    def with_text(self, name: LetterPartName, text: str) -> "Draft":
        """Return the draft with other composed text in one part."""
        parts = (replace(part, text=text) if part.name is name else part for part in self.parts)
        return replace(self, parts=tuple(parts))


def with_rewrites(draft: Draft, rewrites: Iterable[LetterPart]) -> Draft:
    """Return the draft with the parts the IRO rewrote; WrongChild if one is of another letter."""
    texts: dict[LetterPartName, str] = {}
    for part in rewrites:
        refuse_other_part(part, draft.source)
        texts[part.part] = part.text
    parts = tuple(
        replace(part, text=texts[part.name], rewritten=True) if part.name in texts else part
        for part in draft.parts
    )
    return replace(draft, parts=parts)
