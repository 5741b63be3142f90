"""Reads every part of a finished Word file for what must not leave: the last look before it is saved."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.wrong_child import HiddenScan, LeakScan

_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_OWN_NAMESPACES = ("http://", "https://")


def scan_docx(content: bytes, context: Context) -> tuple[Finding, ...]:
    """Return the STOPs of rules 1 and 3 in any part of the file: text, properties, descriptions, links."""
    leaks, hidden = LeakScan(context), HiddenScan(context)
    found: dict[Finding, None] = {}
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            for text in _texts(archive.read(name)):
                for level, message, _, _ in leaks.leaks(text):
                    if level is Level.STOP:
                        found[Finding(Level.STOP, 1, message)] = None
                for message, _, _ in hidden.leaks(text):
                    found[Finding(Level.STOP, 3, message)] = None
    return tuple(found)


def _texts(content: bytes) -> Iterator[str]:
    """Yield what a part says: each paragraph as one text, other text and attribute values one by one."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return
    for paragraph in root.iter(_PARAGRAPH):
        yield "".join(text for text in paragraph.itertext() if isinstance(text, str))
    for element in root.iter():
        if isinstance(element.text, str) and element.text.strip() and not _in_paragraph(element):
            yield element.text
        for value in element.attrib.values():
            text = str(value)
            if (" " in text.strip() or "/" in text) and not text.startswith(_OWN_NAMESPACES):
                yield text


def _in_paragraph(element: etree._Element) -> bool:
    return element.tag == _PARAGRAPH or any(parent.tag == _PARAGRAPH for parent in element.iterancestors())
