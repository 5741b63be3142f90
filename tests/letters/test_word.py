"""The Word file: the same bytes each time, nothing of a tool or a person in it, whatever is typed."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from iro_desktop.domain.letter import Band, LetterPart, LetterPartName
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.draft import Draft, with_rewrites
from iro_desktop.letters.gather import gather
from iro_desktop.letters.page import page_html
from iro_desktop.letters.scan import file_faults, scan_docx
from iro_desktop.letters.word import suggested_file_name, word_file
from tests.conftest import ROOT
from tests.letters.worked import CHILD, REVIEW, age_fifteen, age_seven

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = "\x00\x0b\ud800 {{ <b>&amp; \u202eabc\u202c \u200b💥 العربية ]]> \ufffe"


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def letter(band: Band = Band.THIRTEEN_TO_15, **texts: str) -> Draft:
    draft = compose(gather(age_fifteen())[0], band)
    rewrites = [
        LetterPart(
            id=name,
            child_id=CHILD,
            review_id=REVIEW,
            letter_id="l",
            part=LetterPartName(name),
            text=text,
        )
        for name, text in texts.items()
    ]
    return with_rewrites(draft, rewrites)


@pytest.mark.parametrize("band", list(Band))
def test_the_file_is_clean_accessible_and_always_the_same(band: Band) -> None:
    content = word_file(letter(band))
    assert content == word_file(letter(band))
    assert file_faults(content) == ()
    document = Document(BytesIO(content))
    core = document.core_properties
    assert (core.title, core.author, core.comments, core.last_modified_by) == ("A letter for you", "", "", "")
    assert not any("thumbnail" in name for name in parts(content))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "IRO Heading"]
    assert headings == [part.heading for part in letter(band).written if part.heading]


def test_text_is_at_least_twelve_points_in_english_and_says_its_headings() -> None:
    styles = etree.fromstring(parts(word_file(letter()))["word/styles.xml"])
    sizes = [int(size.get(f"{W}val", "0")) for size in styles.iter(f"{W}sz")]
    assert min(sizes) >= 24
    assert styles.find(f".//{W}docDefaults//{W}lang").get(f"{W}val") == "en-GB"  # type: ignore[union-attr]  # it is there
    heading = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "IROHeading")
    assert heading.find(f"{W}basedOn").get(f"{W}val") == "Heading1"  # type: ignore[union-attr]  # it is there


def test_who_is_who_is_a_table_with_a_header_row_for_those_who_read_alone() -> None:
    document = Document(BytesIO(word_file(letter())))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Who", "Who they are to you"]
    assert [cell.text for cell in table.rows[1].cells] == ["Jo and Mark", "your foster carers"]
    assert table.rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert Document(BytesIO(word_file(letter(Band.FIVE_TO_8)))).tables == []


def test_faults_of_a_file_are_seen() -> None:
    document = Document()
    document.add_table(rows=1, cols=1)
    made = BytesIO()
    document.save(made)
    messages = " ".join(finding.message for finding in file_faults(made.getvalue()))
    for fault in ("en-GB", "title", "author", "thumbnail", "header row"):
        assert fault in messages


def test_a_name_anywhere_in_the_file_is_seen() -> None:
    from iro_desktop.letters.checks.others import KnownChild, index_children

    facts, kept_out = gather(age_seven())
    draft = compose(facts, Band.FIVE_TO_8)
    context = context_of(
        draft, facts, kept_out, index_children([KnownChild("z", given=("Zoë",), family="Adeyemi")])
    )
    assert scan_docx(word_file(draft), context) == ()
    for part_name, old, new in (
        ("docProps/core.xml", b"A letter for you", b"A letter for Zoe"),
        (
            "word/document.xml",
            b"<w:body>",
            b"<w:body><w:p><w:r><w:t>Zo</w:t></w:r><w:r><w:t>e came</w:t></w:r></w:p>",
        ),
        (
            "word/settings.xml",
            b"<w:zoom ",
            b'<w:attachedTemplate r:id="x" xmlns:r="u"/><w:zoom xx="by Zoe Adeyemi" ',
        ),
    ):
        content = BytesIO()
        with ZipFile(content, "w") as archive:
            for name, data in parts(word_file(draft)).items():
                archive.writestr(name, data.replace(old, new) if name == part_name else data)
        assert [finding.rule for finding in scan_docx(content.getvalue(), context)], part_name


def test_the_suggested_name_names_nobody() -> None:
    for band in Band:
        assert re.fullmatch(r"Letter(-[0-9a-f]+)?\.docx", suggested_file_name(letter(band)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(codec=None), max_size=200), st.sampled_from(list(LetterPartName)))
@example(NASTY, LetterPartName.WHO_IS_WHO)
@example("Jo is your carer.\n{{x}}", LetterPartName.WHO_IS_WHO)
@example("“" * 50, LetterPartName.WHAT_YOU_TOLD_US)
@example("1" * 200, LetterPartName.REACH_ME)
def test_whatever_is_typed_the_file_is_whole_and_the_checks_stand(text: str, name: LetterPartName) -> None:
    facts, kept_out = gather(age_fifteen())
    draft = letter(**{name.value: text})
    context = context_of(draft, facts, kept_out, OtherChildren())
    for finding in run_checks(context):
        if finding.part is not None:
            assert 0 <= finding.start <= finding.end <= len(draft.part(finding.part).text)
    content = word_file(draft)
    for name_of_part, data in parts(content).items():
        etree.fromstring(data)
        assert name_of_part
    Document(BytesIO(content))
    assert page_html(draft).encode("utf-8")
    assert file_faults(content) == ()
    scan_docx(content, context)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=120))
@example(NASTY)
@example("looks after {iro} and {who}")
@example(".")
def test_whatever_is_recorded_a_letter_is_composed(text: str) -> None:
    from dataclasses import replace

    base = age_seven()
    records = replace(
        base,
        sections=tuple(replace(each, going_well=text, worried=text, said=text) for each in base.sections),
        views=tuple(replace(each, wish=text, words=text) for each in base.views),
        decisions=tuple(
            replace(each, what=text, who=text, why=text, what_for_child="", by_on=None, by_words=text)
            for each in base.decisions
        ),
    )
    facts, kept_out = gather(records)
    for band in (Band.FIVE_TO_8, Band.THIRTEEN_TO_15):
        draft = compose(facts, band)
        run_checks(context_of(draft, facts, kept_out, OtherChildren()))
        word_file(draft)


def test_the_base_document_is_the_one_its_script_builds(tmp_path: Path) -> None:
    script = "import runpy, sys, pathlib; runpy.run_path(sys.argv[1])['build'](pathlib.Path(sys.argv[2]))"
    built = tmp_path / "base.docx"
    subprocess.run(
        [sys.executable, "-c", script, str(ROOT / "packaging" / "letter_base.py"), str(built)], check=True
    )
    assert parts(built.read_bytes()) == parts((ROOT / "resources" / "letters" / "base.docx").read_bytes())
