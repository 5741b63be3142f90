"""A kind's table has what its dataclass says, and its rows come back as the records they were."""

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import MeetingState, Review, ReviewKind, ReviewSection
from iro_desktop.records import decode, encode, row_reader, shapes_of, table_name, table_of, to_row
from iro_desktop.records.tables import KEEPING
from tests.records.test_encoding import FEW, of_kind


def test_names_are_the_practices_words() -> None:
    assert table_name(ReviewSection) == "review_section"
    names = [table_name(kind) for kind in RECORD_KINDS]
    assert len(set(names)) == len(names)
    assert all(name not in ("journal", "desk", "blob", "search_entry", "search_text") for name in names)


@pytest.mark.parametrize("kind", RECORD_KINDS)
def test_a_column_for_each_field_then_what_is_kept_beside(kind: type[Record]) -> None:
    table = table_of(kind)
    shapes = shapes_of(kind)
    assert [column.name for column in table.columns] == [*(shape.name for shape in shapes), *KEEPING]
    assert [column.nullable for column in table.columns][: len(shapes)] == [s.optional for s in shapes]
    assert [column.name for column in table.primary_key] == ["id"]
    indexed = {column.name for index in table.indexes for column in index.columns}
    assert indexed == {s.name for s in shapes if s.name.endswith("_id")} | {"scope_id"}


@pytest.mark.proof
@pytest.mark.parametrize("kind", RECORD_KINDS)
@FEW
@given(data=st.data())
def test_a_row_is_read_as_the_record_it_was(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(of_kind(kind))
    row = tuple(to_row(encode(record)).values())
    assert all(value is None or isinstance(value, (str, int)) for value in row)
    read = row_reader(kind)(row)
    assert read == decode(kind, encode(record))
    assert type(read) is kind
    assert hash(read) == hash(decode(kind, encode(record)))


def row_of(**values: Any) -> tuple[Any, ...]:
    review = Review(id="r", child_id="c", kind=ReviewKind.EARLY)
    return tuple((to_row(encode(review)) | values).values())


def test_what_this_version_cannot_hold_stands_at_its_default() -> None:
    read = row_reader(Review)(row_of(kind="a kind of 2031", due_on="soon", started_at="then"))
    assert read == Review(id="r", child_id="c")


def test_read_records_are_as_frozen_as_others() -> None:
    read = row_reader(Review)(row_of())
    with pytest.raises(AttributeError):
        read.kind = ReviewKind.FIRST  # type: ignore[misc]  # the mistake under test


def test_what_a_record_does_when_made_would_be_skipped_so_it_may_do_nothing() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Busy(Record):
        state: MeetingState = MeetingState.PLANNED

        def __post_init__(self) -> None:
            """Check something."""

    with pytest.raises(TypeError, match="plain data"):
        row_reader(Busy)


@given(st.lists(st.text(alphabet='ab"\\,[] \n\u2028é'), max_size=4))
def test_texts_come_back_whatever_stands_in_them(texts: list[str]) -> None:
    kept = to_row({"finished_without": list(texts)})["finished_without"]
    assert row_reader(Review)(row_of(finished_without=kept)).finished_without == tuple(texts)


@pytest.mark.parametrize("kept", ['["a", "b"]', '[ "a","b" ]', '["a" ,"b"]', '["\\u0061","b"]'])
def test_texts_are_read_however_their_list_is_set(kept: str) -> None:
    assert row_reader(Review)(row_of(finished_without=kept)).finished_without == ("a", "b")
