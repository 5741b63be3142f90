"""A finished review is only ever amended, by whatever door somebody tries."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from iro_desktop.caseload import Caseload, ReviewFinished
from iro_desktop.domain.child import Child
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.letter import Letter, LetterPart, StopOverride
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Amendment, Decision, Review, ReviewSection
from iro_desktop.records import shapes_of

OPEN = Review(id="r1", child_id="c1")
FINISHED = replace(OPEN, finished_at=datetime(2026, 11, 23, tzinfo=UTC))
SECTION = ReviewSection(id="s1", child_id="c1", review_id="r1", said="yes")
LATER = (Amendment, Letter, LetterPart, StopOverride)
OF_A_REVIEW = [kind for kind in RECORD_KINDS if any(shape.name == "review_id" for shape in shapes_of(kind))]


def of_review(kind: type[Record], record_id: str = "new") -> Record:
    given = {shape.name: "x" for shape in shapes_of(kind) if not shape.has_default}
    return kind(**(given | {"id": record_id, "child_id": "c1", "review_id": "r1"}))  # type: ignore[arg-type]  # text fields


@pytest.fixture
def finished(caseload: Caseload) -> Caseload:
    with caseload.unit_of_work() as work:
        work.save_all((Child(id="c1"), OPEN, SECTION))
        work.save_all(of_review(kind, f"old-{kind.__name__}") for kind in OF_A_REVIEW)
        work.save(FINISHED)
        work.commit()
    return caseload


@pytest.mark.parametrize("kind", OF_A_REVIEW)
def test_only_amendments_and_the_letter_are_added(finished: Caseload, kind: type[Record]) -> None:
    with finished.unit_of_work() as work:
        if kind in LATER:
            work.save(of_review(kind))
        else:
            with pytest.raises(ReviewFinished):
                work.save(of_review(kind))
        work.commit()
    assert (finished.get(kind, "new") is not None) == (kind in LATER)


@pytest.mark.parametrize("kind", OF_A_REVIEW)
def test_only_what_is_still_being_written_is_taken_back(finished: Caseload, kind: type[Record]) -> None:
    old = of_review(kind, f"old-{kind.__name__}")
    with finished.unit_of_work() as work:
        if kind in (LetterPart, StopOverride):
            work.delete(old, "put back")
        else:
            with pytest.raises(ReviewFinished):
                work.delete(old, "put back")
        work.commit()
    assert (finished.get(kind, old.id) is None) == (kind in (LetterPart, StopOverride))


@pytest.mark.parametrize(
    "changed",
    [
        replace(FINISHED, iro_view="changed"),
        replace(FINISHED, finished_at=None),
        replace(FINISHED, child_id="c2"),
        replace(SECTION, said="no"),
        replace(SECTION, review_id="r2"),
        Decision(id="d1", child_id="c1", review_id="r1", what="more"),
    ],
)
def test_nothing_of_it_changes(finished: Caseload, changed: Record) -> None:
    before = finished.pending()
    with finished.unit_of_work() as work:
        with pytest.raises(ReviewFinished):
            work.save(changed)
        work.commit()
    assert finished.get(Review, "r1") == FINISHED
    assert finished.get(ReviewSection, "s1") == SECTION
    assert finished.get(Decision, "d1") is None
    assert finished.pending() == before


def test_the_review_itself_is_not_deleted(finished: Caseload) -> None:
    with finished.unit_of_work() as work, pytest.raises(ReviewFinished):
        work.delete(FINISHED, "a reason")


def test_a_record_cannot_be_moved_into_it(finished: Caseload) -> None:
    other = replace(SECTION, id="s2", review_id="r2")
    with finished.unit_of_work() as work:
        work.save(other)
        with pytest.raises(ReviewFinished):
            work.save(replace(other, review_id="r1"))
        work.commit()


def test_saving_what_stands_is_no_change(finished: Caseload) -> None:
    with finished.unit_of_work() as work:
        work.save_all((FINISHED, SECTION))
        assert not work.commit()


def test_the_rest_of_the_unit_of_work_goes_on_after_a_refusal(finished: Caseload) -> None:
    amendment = Amendment(id="a1", child_id="c1", review_id="r1", text="He said no.")
    with finished.unit_of_work() as work:
        with pytest.raises(ReviewFinished):
            work.save(replace(SECTION, said="no"))
        work.save(amendment)
        work.save(replace(amendment, text="He said: no."))
        work.commit()
    assert finished.get(Amendment, "a1") == replace(amendment, text="He said: no.")


def test_an_imported_review_stays_open_to_later_imports(caseload: Caseload) -> None:
    imported = Review(id="r9", child_id="c1", source_key="123/2026-01-01")
    with caseload.unit_of_work() as work:
        work.save(imported)
        work.save(replace(imported, number=3))
        work.commit()
    assert caseload.get(Review, "r9") == replace(imported, number=3)
