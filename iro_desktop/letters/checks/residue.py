"""Rule 15: what is left of a template or of another child's letter."""

import re
from collections.abc import Iterator

from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.passages import runs

_RESIDUE = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\[[^\]\n]{0,60}\]|<<[^>\n]{0,60}>>|<[a-z_ ]{2,40}>|_{3,}|"
    r"\bX{2,}\b|\bxx{2,}\b|"
    r"\bLorem ipsum\b|\bINSERT\b|\bTODO\b|\bNone\b(?=[.,]| None)",
)

_QUOTED = 14
"""How many words of a copied passage are quoted."""


def residue(context: Context) -> Iterator[Finding]:
    """Rule 15: `{{`, `[name]`, XX; and twelve words in a row from another child's letter."""
    for part, start, text in context.paragraphs():
        for match in _RESIDUE.finditer(text):
            message = f"“{match[0]}” is left over from a template. Write what belongs here, or take it out."
            yield Finding(Level.STOP, 15, message, part.name, start + match.start(), start + match.end())
        for begin, end in _copied(context, text):
            message = (
                f"“{_shortened(text[begin:end])}” is also in what was written for another child. "
                "Write it anew for this child."
            )
            yield Finding(Level.STOP, 15, message, part.name, start + begin, start + end)


def _shortened(words: str) -> str:
    """Return a copied passage so that no other is told by the same words: a reason is given for one."""
    found = words.split()
    if len(found) <= _QUOTED:
        return " ".join(found)
    ends = _QUOTED // 2
    return f"{' '.join(found[:ends])} … {' '.join(found[-ends:])} ({len(found)} words)"


def _copied(context: Context, text: str) -> Iterator[tuple[int, int]]:
    """Yield each stretch made of runs that are in another child's letter, joined where they overlap."""
    child_id = context.draft.source.child_id
    stretch: tuple[int, int] | None = None
    for run, start, end in runs(text):
        if not context.passages.of_another(run, child_id):
            continue
        if stretch and start <= stretch[1]:
            stretch = (stretch[0], end)
            continue
        if stretch:
            yield stretch
        stretch = (start, end)
    if stretch:
        yield stretch
