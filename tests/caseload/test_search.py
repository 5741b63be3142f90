"""Words are found where they are and nowhere else, however they are typed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.person import Profile
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import ReviewSection

SECTION = ReviewSection(
    id="s1",
    child_id="c1",
    review_id="r1",
    said="I want to see Zoë O’Neil-Smith at Café Müller after school.",
    worried="नमस्ते مرحبا 你好",
    note="shame_about the_underscore",
)
AMY = Child(id="c1", given_name="Amy", family_name="O'Neil", likes="drums", careful="secret words")


def keep(caseload: Caseload, *records: Record) -> None:
    with caseload.unit_of_work() as work:
        work.save_all(records)
        work.commit()


def fields(caseload: Caseload, words: str) -> set[tuple[str, str]]:
    return {(hit.id, hit.field) for hit in caseload.search(words)}


@pytest.mark.parametrize(
    "words",
    [
        "school",
        "SCHOOL",
        "scho",
        "zoe",
        "Zoë",
        "Zoe\u0308",
        "cafe mull",
        "o'neil",
        "O’Neil-Smith",
        "neil smi",
    ],
)
def test_case_accents_and_endings_do_not_matter(caseload: Caseload, words: str) -> None:
    keep(caseload, SECTION)
    assert fields(caseload, words) == {("s1", "said")}


@pytest.mark.parametrize("words", ["नमस्ते", "مرحبا", "你好"])
def test_other_scripts(caseload: Caseload, words: str) -> None:
    keep(caseload, SECTION)
    assert fields(caseload, words) == {("s1", "worried")}


@pytest.mark.parametrize("words", ["", "  ", "'", '"', "*", "()", "-", "chool", "school piano", "secret"])
def test_what_is_not_there_is_not_found(caseload: Caseload, words: str) -> None:
    keep(caseload, SECTION, AMY)
    assert fields(caseload, words) == set()


def test_a_hit_leads_to_its_record(caseload: Caseload) -> None:
    keep(caseload, SECTION, AMY, Profile(id="me", name="drums"))
    (hit,) = caseload.search("drums")
    assert (hit.kind, hit.id, hit.child_id, hit.field) == (Child, "c1", "c1", "likes")
    assert caseload.get(hit.kind, hit.id) == AMY
    assert (hit.snippet, hit.marks) == ("drums", ((0, 5),))


def test_the_snippet_marks_what_was_found(caseload: Caseload) -> None:
    long = "word " * 100 + "and then the tuba played, a tuba! " + "word " * 100
    keep(caseload, replace(SECTION, said=long))
    (hit,) = caseload.search("tub")
    assert len(hit.snippet) < 200
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["tuba", "tuba"]


def test_changes_and_deletions_are_followed(caseload: Caseload) -> None:
    keep(caseload, SECTION, Person(id="p1", child_id="c1", name="Zoë"))
    keep(caseload, replace(SECTION, said="about tubas"))
    assert fields(caseload, "zoe") == {("p1", "name")}
    assert fields(caseload, "tuba") == {("s1", "said")}
    keep(caseload, replace(SECTION, said=""))
    assert fields(caseload, "tuba") == set()
    keep(caseload, replace(SECTION, said="tubas again"))
    assert fields(caseload, "tuba") == {("s1", "said")}
    with caseload.unit_of_work() as work:
        work.delete(SECTION, "gone")
        work.commit()
    assert fields(caseload, "tuba") == set()
    assert caseload.connection.exec_driver_sql("SELECT count(*) FROM search_entry").scalar_one() == 1


def test_limit(caseload: Caseload) -> None:
    keep(caseload, *(Person(id=f"p{n}", child_id="c1", name="Zoë") for n in range(8)))
    assert len(caseload.search("zoe", limit=3)) == 3
    assert len(caseload.search("zoe")) == 8


def test_the_index_agrees_with_what_it_indexes(caseload: Caseload) -> None:
    keep(caseload, SECTION, AMY)
    keep(caseload, replace(SECTION, said="else"))
    caseload.connection.exec_driver_sql("INSERT INTO search_text (search_text) VALUES ('integrity-check')")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(st.text() | st.text(alphabet="\"'*()^:-+{}\\ ANDORNEAR\0\ud800", max_size=12))
def test_nothing_typed_is_read_as_a_search_language(caseload: Caseload, words: str) -> None:
    caseload.search(words)
    assert caseload.search(words + " zzzunlikely") == ()
