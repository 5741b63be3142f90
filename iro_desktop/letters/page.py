"""The page as it will print, in the HTML that a rich-text view draws, from the same model as Word."""

import re
from html import escape

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.bands import BandRules, rules_for
from iro_desktop.letters.draft import Draft, Part
from iro_desktop.letters.look import CREAM, FALLBACK_FONTS, FONT, INK, is_quote, lines_of, who_rows

_ASKED = {LetterPartName.THANKS: "Write one true thank-you here: only you can."}
_GAP = "Still to be written."


def page_html(draft: Draft) -> str:
    """Return the letter as HTML. A must-have that is empty shows as a gap, which never reaches Word."""
    rules = rules_for(draft.band)
    fonts = ", ".join(f"'{name}'" for name in (FONT, *FALLBACK_FONTS))
    style = f"background-color:{CREAM}; color:{INK}; font-family:{fonts}; font-size:{rules.points}pt;"
    body = "".join(_part(part, rules) for part in draft.parts)
    return f'<html lang="en-GB"><body style="{style}">{body}</body></html>'


def _part(part: Part, rules: BandRules) -> str:
    heading = f'<h2 style="{_heading(rules)}">{_text(part.heading)}</h2>' if part.heading else ""
    anchor = f'<a name="{part.name.value}"></a>'
    if not part.paragraphs:
        if not part.required or part.name in {LetterPartName.WISHES, LetterPartName.WORRIES}:
            return ""
        asked = _ASKED.get(part.name, _GAP)
        return f'{anchor}{heading}<p style="margin:6pt 0"><i>[ {escape(asked)} ]</i></p>'
    rows = who_rows(part) if not rules.young else None
    if rows:
        return anchor + heading + _table(rows)
    return anchor + heading + "".join(_paragraph(line) for line in lines_of(part))


def _heading(rules: BandRules) -> str:
    return f"font-size:{rules.points + 3}pt; color:{INK}; margin:14pt 0 2pt 0"


def _paragraph(line: str) -> str:
    indent = "margin:4pt 0 4pt 18pt" if is_quote(line) else "margin:4pt 0"
    return f'<p style="{indent}; line-height:130%">{_text(line)}</p>'


def _table(rows: list[tuple[str, str]]) -> str:
    head = "<tr><th align='left'>Who</th><th align='left'>Who they are to you</th></tr>"
    body = "".join(f"<tr><td>{_text(name)}</td><td>{_text(role)}</td></tr>" for name, role in rows)
    return f"<table cellspacing='0' cellpadding='4'>{head}{body}</table>"


def _text(text: str) -> str:
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", text))
