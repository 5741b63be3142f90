"""What every check is given: the letter, what it may say, what it must not, and its band's limits."""

from collections.abc import Iterator
from dataclasses import dataclass

from iro_desktop.letters.bands import BandRules
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.passages import Passages
from iro_desktop.letters.draft import Draft, Part
from iro_desktop.letters.facts import KeptOut, LetterFacts
from iro_desktop.letters.people import Cast


@dataclass(frozen=True)
class Context:
    """One letter under check."""

    draft: Draft
    facts: LetterFacts
    kept_out: KeptOut
    rules: BandRules
    others: OtherChildren
    passages: Passages
    cast: Cast

    @property
    def names(self) -> frozenset[str]:
        """Return the words of names that this child knows: easy to read whatever they look like."""
        named = [*self.facts.own_names.value, self.facts.writer.name, *self.cast.shown.values()]
        named += [person.name for person in self.cast.people]
        return frozenset(word.casefold().strip(".,") for name in named for word in name.split())

    def paragraphs(self) -> Iterator[tuple[Part, int, str]]:
        """Yield each paragraph with its part and where in the part's text it starts."""
        for part in self.draft.written:
            start = 0
            for line in part.text.split("\n"):
                if line.strip():
                    yield part, start, line
                start += len(line) + 1
