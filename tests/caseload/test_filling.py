"""A page of whole records taken in at once leaves what taking them in one by one leaves."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.caseload import filling
from iro_desktop.caseload.bundles import SignedBundle
from iro_desktop.caseload.shared import Numbered, standing_alone
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.domain.review import Decision, Review, ReviewSection
from iro_desktop.records import canonical, encode, table_name
from tests.caseload.opening import Opener

CHILD = new_id()
TABLES = ("child", "review", "decision", "review_section", "shared_change", "shared_bundle", "shared_record")


def opened(folder):
    folder.mkdir()
    return Opener(folder / "caseload.iro", Opener.fresh_key()).create()


def numbered(revision, record, signature="", *, kind="", operation="create", **marks):
    edits = {name: {"based_on": 0, "was": None, "now": now} for name, now in encode(record).items() if now}
    edits |= marks.pop("fields", {})
    change = {
        "change_id": new_id(), "record_id": record.id, "kind": kind or table_name(type(record)),
        "scope": {"kind": "child", "id": CHILD}, "operation": operation, "fields": edits, "device": "d",
        "person": "p", "sequence": revision, "allocation_revision": 0, "device_time": "", "reason": "",
    }  # fmt: skip
    body = canonical(change)
    bundle = SignedBundle(Scope(ScopeKind.CHILD, CHILD), "d", signature or f"{revision}", (body,))
    return Numbered(revision, change, body, bundle, 0, **marks)


def rows_of(caseload):
    found = {}
    for table in TABLES:
        rows = caseload.connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").mappings().all()
        found[table] = [{k: v for k, v in row.items() if k != "standing"} for row in rows]
    found["found"] = {(hit.id, hit.field) for hit in caseload.search("swimming")}
    ids = caseload.connection.exec_driver_sql("SELECT record_id FROM shared_record").scalars().all()
    found["states"] = {one: caseload.office_desk.find(one) for one in ids}
    return found


TEXTS = st.sampled_from(["", "Swimming", "swimming and é \U0001f600", "two words"])
RECORDS = st.builds(
    lambda kind, text: {
        "d": lambda: Decision(id=new_id(), child_id=CHILD, review_id=new_id(), what=text),
        "s": lambda: ReviewSection(id=new_id(), child_id=CHILD, review_id=new_id(), going_well=text),
        "r": lambda: Review(id=new_id(), child_id=CHILD),
        "c": lambda: Child(id=CHILD, given_name=text),
    }[kind](),
    st.sampled_from("dsrc"),
    TEXTS,
)
MARKS = st.sampled_from([
    {}, {}, {}, {"proposed": True}, {"passed_over": ("what",)}, {"kind": "hologram"}, {"operation": "delete"},
    {"fields": {"newer": {"based_on": 0, "was": None, "now": [1]}}}, {"operation": "edit"},
    {"fields": {"id": {"based_on": 0, "was": None, "now": "other"}}}, {"operation": "restore"},
])  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(page=st.lists(st.tuples(RECORDS, MARKS), max_size=8), data=st.data())
def test_many_at_once_leave_what_one_by_one_leaves(tmp_path_factory, page, data):
    seen = {record.id: (record, marks) for record, marks in page}
    came = [numbered(n, record, **marks) for n, (record, marks) in enumerate(seen.values(), start=1)]
    came = [one for one in came if not one.proposed]
    written = data.draw(st.sets(st.sampled_from([r for r, _ in seen.values()]))) if seen else set()
    folder = tmp_path_factory.mktemp("two")
    quick, slow = opened(folder / "quick"), opened(folder / "slow")
    for caseload in (quick, slow):
        with caseload.unit_of_work() as work:
            for record in written:
                work.save(record)
            work.commit()
    changed = quick.office_desk.take_snapshot([], [], {}, list(map(filling.alone, came)))
    expected = slow.office_desk.take_snapshot(map(standing_alone, came), [], {})
    while quick.index_more(2):
        pass
    assert rows_of(quick) == rows_of(slow)
    assert changed == expected
    quick.close(), slow.close()


def test_an_ordinary_page_is_made_at_once(tmp_path):
    caseload = opened(tmp_path / "one")
    records = [Child(id=CHILD), Review(id=new_id(), child_id=CHILD)]
    came = [numbered(n, record) for n, record in enumerate(records, start=1)]
    with caseload.unit_of_work() as work:
        with work.on_the_file() as connection:
            assert filling.take(connection, list(map(filling.alone, came))).left == []
        work.commit()
    assert caseload.get(Child, CHILD) == records[0]
    caseload.close()


@pytest.fixture
def filled(tmp_path):
    caseload = opened(tmp_path / "filled")
    records = [
        Decision(id=new_id(), child_id=CHILD, review_id=new_id(), what=f"Swimming {n}") for n in range(5)
    ]
    caseload.office_desk.take_snapshot(
        [], [], {}, [filling.alone(numbered(n + 1, r)) for n, r in enumerate(records)]
    )
    yield caseload, records
    caseload.close()


def found(caseload, words="swimming"):
    return {hit.id for hit in caseload.search(words)}


def test_words_are_indexed_in_slices_and_it_is_said_how_many_are_not(filled):
    caseload, records = filled
    assert (caseload.unindexed(), found(caseload)) == (5, set())
    assert caseload.index_more(2) == caseload.unindexed() == 3
    assert len(found(caseload)) == 2
    assert caseload.index_more(9) == 0
    assert found(caseload) == {record.id for record in records}
    assert caseload.index_more() == 0


def test_what_a_process_left_unindexed_the_next_one_goes_on_with(tmp_path):
    opener = Opener(tmp_path / "caseload.iro", Opener.fresh_key())
    caseload = opener.create()
    page = [Decision(id=new_id(), child_id=CHILD, review_id=new_id(), what="Swimming") for _ in range(3)]
    came = [filling.alone(numbered(n, record)) for n, record in enumerate(page, start=1)]
    caseload.office_desk.take_snapshot([], [], {}, came)
    caseload.index_more(1)
    again = opener.reopen()
    assert (again.unindexed(), len(found(again))) == (2, 1)
    assert again.index_more() == 0
    assert found(again) == {record.id for record in page}
    opener.close()


def test_a_record_that_is_written_before_its_words_were_indexed_is_found_by_all_of_them(filled):
    caseload, records = filled
    changed = Decision(**{**records[0].__dict__, "who": "Grandma"})
    with caseload.unit_of_work() as work:
        work.save(changed)
        work.delete(records[1], "entered twice")
        work.commit()
    assert found(caseload) == found(caseload, "grandma") == {changed.id}
    assert caseload.index_more() == 0
    assert found(caseload) == {record.id for record in records} - {records[1].id}


def test_a_child_who_goes_before_their_words_were_indexed_leaves_nothing(filled):
    caseload, _ = filled
    caseload.index_more(2)
    caseload.office_desk.purge([CHILD], {})
    assert (caseload.unindexed(), found(caseload)) == (0, set())
    for table in ("shared_change", "shared_bundle", "shared_record", "search_owed", "search_entry"):
        assert caseload.connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() == 0
