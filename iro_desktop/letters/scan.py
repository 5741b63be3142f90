"""Reads every part of a finished Word file for what must not leave: the last look before it is saved."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from lxml import etree

from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.hidden import HiddenScan
from iro_desktop.letters.checks.wrong_child import LeakScan

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
                for level, message, _, _ in hidden.leaks(text):
                    if level is Level.STOP:
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


def file_faults(content: bytes) -> tuple[Finding, ...]:
    """Return rule 20's STOPs: language, title, header rows, alt text, and properties that name nobody."""
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
        core = etree.fromstring(archive.read("docProps/core.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        document = etree.fromstring(archive.read("word/document.xml"))
    faults = [
        (_language(styles) != "en-GB", "the language is not en-GB"),
        (not _property(core, "title"), "it has no title"),
        (any(_property(core, name) for name in _NAMING), "its properties name an author or a tool"),
        (any("thumbnail" in name for name in names), "it has a thumbnail"),
        (
            any(table.find(f".//{_W}tblHeader") is None for table in document.iter(f"{_W}tbl")),
            "no header row",
        ),
        (any(not picture.get("descr") for picture in document.iter(_PICTURE)), "a picture has no alt text"),
    ]
    return tuple(
        Finding(Level.STOP, 20, f"The Word file: {fault}.") for at_fault, fault in faults if at_fault
    )


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_NAMING = ("creator", "lastModifiedBy", "description", "keywords", "subject")


def _language(styles: etree._Element) -> str:
    language = styles.find(f".//{_W}docDefaults//{_W}lang")
    return "" if language is None else str(language.get(f"{_W}val"))


def _property(core: etree._Element, name: str) -> str:
    return "".join(
        (element.text or "").strip() for element in core.iter() if etree.QName(element).localname == name
    )
