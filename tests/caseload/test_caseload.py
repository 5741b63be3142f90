"""What a caseload promises: what was saved is there, whole, after it is closed and opened again."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from iro_desktop.caseload import (
    BlobMissing,
    Caseload,
    CaseloadDamaged,
    CaseloadExists,
    CaseloadInUse,
    CaseloadMissing,
    CaseloadWillNotOpen,
)
from iro_desktop.domain.child import Child, Episode, Person, PersonRole, Sex
from iro_desktop.domain.review import Review, ReviewSection, SectionTopic
from iro_desktop.records import safe_text
from tests.caseload.opening import Opener

AMY = Child(
    id="child-1",
    given_name="Amy",
    known_as="Ames",
    date_of_birth=date(2014, 2, 28),
    sex=Sex.FEMALE,
    is_mother=False,
    address_hidden=True,
    keeps_festivals=("Eid", "Christmas"),
)
REVIEW = Review(
    id="review-1",
    child_id="child-1",
    number=4,
    seen_alone=None,
    due_on=date(2026, 12, 1),
    started_at=datetime(2026, 11, 23, 9, 0, 0, 250, tzinfo=UTC),
)
SECTION = ReviewSection(
    id="section-1", child_id="child-1", review_id="review-1", topic=SectionTopic.HOME, said="“It’s ok.”"
)


def test_what_was_saved_is_there_after_opening_again(
    caseload: Caseload, reopened: Callable[[], Caseload]
) -> None:
    with caseload.unit_of_work() as work:
        work.save_all((AMY, REVIEW, SECTION))
        changed = work.commit()
    assert changed.saved == {(Child, "child-1"), (Review, "review-1"), (ReviewSection, "section-1")}
    assert changed.children == {"child-1"}
    assert changed.touches(Review)
    assert not changed.touches(Person)
    again = reopened()
    assert again.get(Child, "child-1") == AMY
    assert again.get(Review, "review-1") == REVIEW
    assert again.list(ReviewSection, review_id="review-1") == (SECTION,)
    assert again.get(Child, "nobody") is None


def test_leaving_without_commit_undoes_everything(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        work.put_desk("cursor", 5)
        assert work.get(Child, "child-1") == AMY
        assert work.list(Child) == (AMY,)
    assert caseload.get(Child, "child-1") is None
    assert caseload.history("child-1") == ()
    assert caseload.search("Amy") == ()
    assert caseload.desk("cursor") is None


def test_an_error_inside_undoes_everything(caseload: Caseload) -> None:
    def half_way() -> None:
        with caseload.unit_of_work() as work:
            work.save(AMY)
            raise LookupError

    with pytest.raises(LookupError):
        half_way()
    assert caseload.list(Child) == ()


def test_a_unit_of_work_is_over_after_commit(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        assert not work.commit()
        with pytest.raises(RuntimeError, match="over"):
            work.save(AMY)
    with pytest.raises(RuntimeError, match="over"):
        caseload.unit_of_work().save(AMY)


def test_one_unit_of_work_at_a_time(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        with pytest.raises(RuntimeError, match="one unit of work"), caseload.unit_of_work():
            pass
        work.save(AMY)
        work.commit()
    assert caseload.get(Child, "child-1") == AMY


def test_lists_filter_and_order(caseload: Caseload) -> None:
    people = [
        Person(id=f"p{n}", child_id=f"c{n % 2}", name=f"N{9 - n}", role=role, since=since)
        for n, (role, since) in enumerate(
            [
                (PersonRole.CARER, None),
                (PersonRole.TEACHER, date(2026, 1, 1)),
                (PersonRole.PARENT, None),
                (PersonRole.CARER, date(2020, 1, 1)),
            ]
        )
    ]
    with caseload.unit_of_work() as work:
        work.save_all(people)
        work.commit()

    def ids(*found: Person) -> str:
        return " ".join(person.id for person in found)

    assert ids(*caseload.list(Person)) == "p0 p1 p2 p3"
    assert ids(*caseload.list(Person, order_by="name")) == "p3 p2 p1 p0"
    assert ids(*caseload.list(Person, order_by=("child_id", "-name"))) == "p0 p2 p1 p3"
    assert ids(*caseload.list(Person, child_id="c1")) == "p1 p3"
    assert ids(*caseload.list(Person, child_id=("c1", "c0"), role=PersonRole.CARER)) == "p0 p3"
    assert ids(*caseload.list(Person, role=[PersonRole.PARENT, PersonRole.TEACHER])) == "p1 p2"
    assert ids(*caseload.list(Person, since=None)) == "p0 p2"
    assert ids(*caseload.list(Person, since={None, date(2020, 1, 1)})) == "p0 p2 p3"
    assert ids(*caseload.list(Person, child_id=())) == ""
    assert caseload.list(Child, keeps_festivals=("Eid",)) == ()
    with pytest.raises(KeyError):
        caseload.list(Person, shoe_size=4)


def test_a_tuple_field_is_compared_whole(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        work.commit()
    assert caseload.list(Child, keeps_festivals=("Eid", "Christmas")) == (AMY,)


def test_saving_the_same_again_changes_nothing(caseload: Caseload) -> None:
    for _ in range(2):
        with caseload.unit_of_work() as work:
            work.save(AMY)
            changed = work.commit()
    assert not changed
    assert len(caseload.history("child-1")) == 1


def test_deleting_needs_a_reason_and_keeps_what_was_said(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        with pytest.raises(ValueError, match="reason"):
            work.delete(AMY, " ")
        work.delete(AMY, "entered twice")
        work.delete(AMY, "entered twice")
        changed = work.commit()
    assert changed.removed == {(Child, "child-1")}
    assert not changed.saved
    assert caseload.get(Child, "child-1") is None
    assert caseload.search("Amy") == ()
    last = caseload.history("child-1")[-1]
    assert (last.operation, last.reason) == ("delete", "entered twice")
    assert last.fields["given_name"].was == "Amy"
    assert last.fields["given_name"].now is None


def test_the_desk_is_kept_and_never_journalled(caseload: Caseload, reopened: Callable[[], Caseload]) -> None:
    caseload.put_desk("screen", {"name": "review", "cursor": [3, None, True]})
    caseload.put_desk("screen", {"name": "letter", "cursor": [4]})
    with caseload.unit_of_work() as work:
        work.put_desk("odd", "\ud800 and \0")
        work.commit()
    again = reopened()
    assert again.desk("screen") == {"name": "letter", "cursor": [4]}
    assert again.desk("odd") == "\ud800 and \0"
    assert again.desk("nothing") is None
    assert again.pending() == ()


def test_a_blob_comes_back_whole(caseload: Caseload, reopened: Callable[[], Caseload]) -> None:
    flat, dense = b"text " * 1000, os.urandom(5000)
    with caseload.unit_of_work() as work:
        first, second = work.put_blob(flat), work.put_blob(dense)
        assert work.put_blob(flat) == first
        work.commit()
    again = reopened()
    assert again.blob(first) == flat
    assert again.blob(second) == dense
    with pytest.raises(BlobMissing):
        again.blob("0" * 64)


def test_create_refuses_a_place_that_is_taken(caseload: Caseload, opener: Opener) -> None:
    with pytest.raises(CaseloadExists):
        opener.create()


def test_what_a_killed_creation_left_is_cleared_away(opener: Opener) -> None:
    opener.path.parent.mkdir()
    opener.path.with_name(f"{opener.path.name}.ab12cd34.new").write_bytes(b"half")
    opener.path.with_name(f"{opener.path.name}.ab12cd34.new-wal").write_bytes(b"half")
    opener.create().close()
    assert list(opener.path.parent.iterdir()) == [opener.path]


def test_open_never_creates(opener: Opener) -> None:
    with pytest.raises(CaseloadMissing):
        opener.open()
    assert not opener.path.exists()
    opener.path.parent.mkdir()
    opener.path.touch()
    with pytest.raises(CaseloadMissing):
        opener.open()
    assert opener.path.stat().st_size == 0


def test_the_wrong_key_opens_nothing_and_changes_nothing(caseload: Caseload, opener: Opener) -> None:
    caseload.close()
    before = opener.path.read_bytes()
    with pytest.raises(CaseloadWillNotOpen):
        opener.open(Opener.fresh_key())
    assert opener.path.read_bytes() == before


def test_it_is_open_once(caseload: Caseload, opener: Opener) -> None:
    with pytest.raises(CaseloadInUse):
        opener.open()
    assert caseload.list(Child) == ()


def test_another_thread_may_not_use_it(caseload: Caseload) -> None:
    refused: list[str] = []

    def elsewhere() -> None:
        for use in (lambda: caseload.list(Child), caseload.close, caseload.unit_of_work):
            try:
                use()
            except RuntimeError as error:
                refused.append(str(error))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert refused == ["a caseload is used only on the thread that opened it"] * 3


def test_closing_undoes_what_was_not_committed(caseload: Caseload, opener: Opener) -> None:
    work = caseload.unit_of_work()
    work.__enter__()
    work.save(AMY)
    caseload.close()
    caseload.close()
    with pytest.raises(RuntimeError, match="closed"):
        caseload.list(Child)
    assert opener.open().list(Child) == ()


def test_closing_leaves_one_file_that_only_its_owner_reads(caseload: Caseload, opener: Opener) -> None:
    with caseload.unit_of_work() as work:
        work.save(Episode(id="e", child_id="c"))
        work.commit()
    caseload.close()
    assert [path.name for path in opener.path.parent.iterdir()] == [opener.path.name]
    if os.name == "posix":
        assert opener.path.stat().st_mode & 0o777 == 0o600


def test_an_edit_writes_only_what_differs(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(AMY)
        work.commit()
    with caseload.unit_of_work() as work:
        work.save(replace(AMY, likes="drumming", date_of_birth=date(2014, 3, 1)))
        work.commit()
    assert caseload.get(Child, "child-1") == replace(AMY, likes="drumming", date_of_birth=date(2014, 3, 1))


@pytest.mark.parametrize(
    "words",
    [
        "\ud83d\ude00",
        "a\ud800\0b",
        "\u202e\u2066עברית",
        "x y " * 250_000,
        "e\u0301",
        "'; DROP TABLE child; --",
    ],
)
def test_awkward_text_is_kept_and_loses_nothing_else(
    caseload: Caseload, reopened: Callable[[], Caseload], words: str
) -> None:
    with caseload.unit_of_work() as work:
        work.save(replace(AMY, likes=words))
        work.commit()
    again = reopened()
    assert again.get(Child, "child-1") == replace(AMY, likes=safe_text(words))
    with again.unit_of_work() as work:
        work.save(replace(AMY, likes=words))
        assert not work.commit()
    assert again.list(Child, likes=words) == (replace(AMY, likes=safe_text(words)),)


def test_what_a_newer_version_wrote_stays_when_this_one_edits(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(SECTION)
        work.commit()
    planted = (
        "UPDATE review_section SET topic = 'pets', extra = '{\"mood\":\"sunny\"}', revisions = '{\"said\":7}'"
    )
    caseload.connection.exec_driver_sql(planted)
    read = caseload.get(ReviewSection, "section-1")
    assert read == replace(SECTION, topic=SectionTopic.CHILD)
    with caseload.unit_of_work() as work:
        work.save(replace(read, worried="the dog"))
        work.commit()
    kept = caseload.connection.exec_driver_sql("SELECT topic, extra, revisions, worried FROM review_section")
    assert kept.one() == ("pets", '{"mood":"sunny"}', '{"said":7}', "the dog")


def test_a_blob_that_was_changed_is_not_handed_out(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        flat, dense = work.put_blob(b"text " * 100), work.put_blob(b"abc")
        work.commit()
    caseload.connection.exec_driver_sql("UPDATE blob SET data = x'00'")
    for sha256 in (flat, dense):
        with pytest.raises(CaseloadDamaged):
            caseload.blob(sha256)


def test_what_was_committed_can_be_followed_and_what_was_undone_cannot(caseload: Caseload) -> None:
    start, nothing = caseload.changed_since(0)
    for record, keep in ((AMY, True), (REVIEW, False), (AMY, True), (SECTION, True)):
        with caseload.unit_of_work() as work:
            work.save(record)
            if keep:
                work.commit()
    position, changes = caseload.changed_since(start)
    assert (start, nothing) == (0, ())
    assert [change.saved for change in changes] == [{(Child, "child-1")}, {(ReviewSection, "section-1")}]
    assert caseload.changed_since(position) == (position, ())
