"""The letter as a Word file: our own base document, real headings, no trace of a tool or a person."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from lxml.etree import _Element

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.bands import BandRules, rules_for
from iro_desktop.letters.draft import Draft, Part
from iro_desktop.letters.look import is_quote, lines_of, who_rows
from iro_desktop.letters.shipped import shipped

_UNPRINTABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_STYLES = {LetterPartName.DECISIONS: "IRO Decision", LetterPartName.WISHES: "IRO Decision"}
_WHO_HEADINGS = ("Who", "Who they are to you")


def word_file(draft: Draft) -> bytes:
    """Return the letter as .docx bytes: the same letter always gives the same bytes.

    Characters that no XML file can hold are left out, and so are the marks that turn the direction of
    text round: nothing can be hidden by them.
    """
    rules = rules_for(draft.band)
    document = Document(str(shipped("base.docx")))
    _set_sizes(document, rules)
    for part in draft.written:
        _add_part(document, part, rules)
    return _settled(document)


def suggested_file_name(draft: Draft) -> str:
    """Return a name for the file that names nobody: the band and the first figures of the review's id."""
    mark = re.sub(r"[^0-9a-f]", "", draft.source.review_id.casefold())[-6:]
    return f"Letter-{mark}.docx" if mark else "Letter.docx"


def printable(text: str) -> str:
    """Return `text` without characters that XML cannot hold and without marks that hide text."""
    return _OVERRIDES.sub("", _UNPRINTABLE.sub("", text))


def _set_sizes(document: WordDocument, rules: BandRules) -> None:
    for name, points in (("Normal", rules.points), ("Heading 1", rules.points + 3)):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            style.font.size = Pt(points)
            size = style.element.rPr.find(qn("w:szCs"))
            if size is None:
                size = OxmlElement("w:szCs")
                style.element.rPr.find(qn("w:sz")).addnext(size)
            size.set(qn("w:val"), str(points * 2))


def _add_part(document: WordDocument, part: Part, rules: BandRules) -> None:
    if part.heading:
        document.add_paragraph(printable(part.heading), style="IRO Heading")
    rows = who_rows(part) if not rules.young else None
    if rows:
        _add_table(document, rows)
        return
    for position, line in enumerate(lines_of(part)):
        document.add_paragraph(printable(line), style=_style_of(part, line, position))


def _style_of(part: Part, line: str, position: int) -> str:
    if is_quote(line):
        return "IRO Quote"
    if part.name is LetterPartName.REACH_ME and position == len(part.paragraphs) - 1 and position:
        return "IRO Sign-off"
    return _STYLES.get(part.name, "IRO Body")


def _add_table(document: WordDocument, rows: list[tuple[str, str]]) -> None:
    table: Table = document.add_table(rows=0, cols=2, style="IRO Table")
    for position, cells in enumerate((_WHO_HEADINGS, *rows)):
        row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it unannotated
        for cell, text in zip(row.cells, cells, strict=True):
            cell.paragraphs[0].style = "IRO Body"
            cell.paragraphs[0].paragraph_format.keep_with_next = position < len(rows) or None
            run = cell.paragraphs[0].add_run(printable(text))
            run.bold = position == 0 or None
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if position == 0:
            properties.append(OxmlElement("w:tblHeader"))
    _describe(table._tbl.tblPr, "Who is who: a name in each row, and who they are to you.")


def _describe(properties: _Element, words: str) -> None:
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), words)
    properties.append(description)


def _settled(document: WordDocument) -> bytes:
    """Return the file's bytes with every part in a fixed order and at a fixed time."""
    written, settled = BytesIO(), BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(settled, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return settled.getvalue()
