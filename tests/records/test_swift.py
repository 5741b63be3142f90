"""The quick way to a row says what the long way says, or nothing."""

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.child import Child
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.person import Profile
from iro_desktop.domain.records import ScopeKind
from iro_desktop.domain.review import Decision, Review
from iro_desktop.records import encode, read, row_maker, shapes_of, to_row

ANYTHING = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.text(max_size=5)
ANYTHING |= st.lists(ANYTHING, max_size=2) | st.dictionaries(st.text(max_size=3), ANYTHING, max_size=2)


def values_for(shape):
    """Return what a field may be given, mostly what it holds."""
    fits = {
        str: st.text(max_size=8),
        int: st.integers(-5, 5),
        bool: st.booleans(),
        tuple: st.lists(st.text(max_size=4), max_size=3),
        date: st.dates().map(date.isoformat) | st.sampled_from(["20260101", "2026-W01-1", "soon"]),
        datetime: st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat)
        | st.sampled_from(["2026-01-01T10:00:00+01:00", "2026-01-01T10:00", "2026-01-01T10:00:00Z"]),
    }
    if issubclass(shape.base, StrEnum):
        return st.sampled_from([member.value for member in shape.base]) | st.just("a newer choice")
    return fits[shape.base]


@st.composite
def changes(draw):
    kind = draw(st.sampled_from([kind for kind in RECORD_KINDS if kind.scope_kind is ScopeKind.CHILD]))
    edits = {}
    for shape in shapes_of(kind):
        if shape.name == "id" or draw(st.booleans()):
            value = values_for(shape) if draw(st.integers(0, 9)) else ANYTHING
            edits[shape.name] = {"now": draw(value)}
    if "child_id" in edits and draw(st.booleans()):
        edits["child_id"] = {"now": "a child"}
    if draw(st.integers(0, 9)) == 0:
        edits["newer"] = {"now": 1}
    return kind, edits


@given(changes())
def test_a_row_made_quickly_is_the_row_that_is_made_otherwise(made):
    kind, edits = made
    child = edits.get("child_id", edits["id"])["now"]
    row = row_maker(kind)(edits, child) if isinstance(child, str) else None
    if row is None:
        return
    record, extra = read(kind, {name: edit["now"] for name, edit in edits.items()})
    assert (tuple(row), extra) == (tuple(to_row(encode(record)).values()), {})
    assert [type(column) for column in row] == [type(c) for c in to_row(encode(record)).values()]
    assert record.scope == (ScopeKind.CHILD, child)


@pytest.mark.parametrize("kind", [kind for kind in RECORD_KINDS if kind.scope_kind is ScopeKind.CHILD])
def test_what_a_laptop_writes_is_made_quickly(kind):
    record = kind(id="r") if kind is Child else kind(**_pointing(kind))
    edits = {name: {"now": value} for name, value in encode(record).items()}
    assert row_maker(kind)(edits, record.scope.id) == list(to_row(encode(record)).values())


def _pointing(kind):
    return {shape.name: f"a {shape.name}" for shape in shapes_of(kind) if not shape.has_default}


def test_what_is_not_plain_is_left_to_the_long_way():
    make = row_maker(Decision)
    edits = {"id": "r", "child_id": "c", "review_id": "v", "what": "x"}
    edits = {name: {"now": value} for name, value in edits.items()}
    assert make(edits, "c") is not None
    assert make(edits, "another") is None
    for name, value in [
        ("what", None), ("what", "a\0b"), ("what", 1), ("by_on", "1/2/26"), ("by_on", ["x"]),
        ("newer", "x"), ("position", True), ("position", "1"), ("answer", "maybe"),
    ]:  # fmt: skip
        assert make({**edits, name: {"now": value}}, "c") is None, (name, value)
    del edits["id"]
    assert make(edits, "c") is None
    assert row_maker(Profile)({"id": {"now": "p"}}, "p") is None
    assert row_maker(Review)({"id": {"now": "r"}}, "c") is None
