"""What a child said, read from the lines of their box: quotes and wishes, without any form to fill in.

The box is plain text. A line that begins with a quotation mark is word for word; "Wish:" begins a wish.
The text stays the only source: views are worked out from it each time, and keep their ids.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from iro_desktop.domain.review import SectionTopic, View

_QUOTE = re.compile(r"""^\s*["“„]([^"“”]*)["”]?""")
_WISH = re.compile(r"\bwish(?:es)?\s*:\s*(.*)$", re.IGNORECASE)
WISH_MARK = "Wish: "


@dataclass(frozen=True)
class Spoken:
    """One line of the child's: `words` word for word, or a `wish`, or both."""

    words: str
    wish: str


def spoken_in(line: str) -> Spoken | None:
    """Return the quote and wish of one line, or None where it has neither (it is then reported speech)."""
    quote = _QUOTE.match(line)
    rest = line[quote.end() :] if quote else line
    wish = _WISH.search(rest)
    spoken = Spoken(quote[1].strip() if quote else "", wish[1].strip() if wish else "")
    return spoken if spoken.words or spoken.wish else None


def all_spoken_in(text: str) -> tuple[Spoken, ...]:
    """Return the quotes and wishes of a box in order."""
    return tuple(spoken for line in text.splitlines() if (spoken := spoken_in(line)))


def as_quote(line: str) -> str:
    """Return the line in quotation marks, or without them where it already is a quote (a toggle)."""
    quote = _QUOTE.match(line)
    if quote:
        return quote[1].strip() + line[quote.end() :]
    return f"“{line.strip()}”"


def as_wish(line: str) -> str:
    """Return the line marked as a wish, or without the mark where it has one (a toggle)."""
    if wish := _WISH.search(line):
        return (line[: wish.start()].rstrip() + " " + wish[1]).strip() if wish.start() else wish[1]
    quote = _QUOTE.match(line)
    if quote:
        return f"{line.rstrip()} {WISH_MARK}{quote[1].strip()}"
    return f"{WISH_MARK}{line.strip()}"


def as_said_back(line: str) -> str:
    """Return the line as it is read back to the child: a wish without its mark."""
    spoken = spoken_in(line)
    if spoken is None or not spoken.wish:
        return line.strip()
    wish = f"You would like: {spoken.wish}"
    return f"“{spoken.words}” {wish}" if spoken.words else wish


@dataclass(frozen=True)
class ViewChanges:
    """What a box's text makes of its views: those as they should now be, and those no longer said."""

    views: tuple[View, ...]
    gone: tuple[View, ...]


def views_after(
    text: str,
    topic: SectionTopic,
    known: Iterable[View],
    fresh: Callable[[], View],
    *,
    answered: frozenset[str] = frozenset(),
) -> ViewChanges:
    """Match a box's lines with the topic's known views: a line that is merely edited keeps its view's id.

    Equal lines match first, then the most alike, so that a decision goes on answering the same wish while
    lines are edited, moved or put in between. A view that a decision answers (`answered`) is kept even
    when its line is gone, so that undoing brings nothing back to life under another id.
    """
    lines = list(all_spoken_in(text))
    waiting = sorted((v for v in known if v.topic is topic), key=lambda v: (v.position, v.id))
    matched: dict[int, View] = {}
    for alike in (1.0, 0.5):
        for number, spoken in enumerate(lines):
            if number not in matched and (best := _most_alike(spoken, waiting, alike)):
                waiting.remove(best)
                matched[number] = best
    views = tuple(
        replace(
            matched.get(number) or fresh(),
            topic=topic,
            words=spoken.words,
            wish=spoken.wish,
            position=number,
        )
        for number, spoken in enumerate(lines)
    )
    kept = tuple(v for v in waiting if v.id in answered)
    return ViewChanges(views + kept, tuple(v for v in waiting if v.id not in answered))


def _most_alike(spoken: Spoken, views: list[View], at_least: float) -> View | None:
    scored = [(_likeness(spoken, view), -n, view) for n, view in enumerate(views)]
    best = max(scored, key=lambda s: s[:2], default=None)
    return best[2] if best is not None and best[0] >= at_least else None


def _likeness(spoken: Spoken, view: View) -> float:
    if (spoken.words, spoken.wish) == (view.words, view.wish):
        return 1.0
    new, old = f"{spoken.words} {spoken.wish}".strip(), f"{view.words} {view.wish}".strip()
    if min(len(new), len(old)) and (new.startswith(old) or old.startswith(new)):
        return 0.9
    return min(SequenceMatcher(None, new, old, autojunk=False).ratio(), 0.9)
