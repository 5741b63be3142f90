"""A record goes into JSON and back unharmed, whatever was typed, and its signed bytes are always the same."""

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iro_desktop.domain.child import Child, Sex
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review, ReviewKind
from iro_desktop.records import (
    Difference,
    Json,
    Unfit,
    canonical,
    changed_fields,
    decode,
    differs_from_default,
    encode,
    read,
    safe_text,
    shapes_of,
)
from iro_desktop.records.fields import FieldShape
from tests.proofs import how_many

WILD = st.text() | st.text(alphabet=st.characters(codec=None), max_size=40) | st.just("\ud83d\ude00\0\ud800")
VALUES: dict[type, st.SearchStrategy[Any]] = {
    str: WILD,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])).filter(
        lambda moment: 2 <= moment.year <= 9998
    ),
    tuple: st.lists(WILD, max_size=4).map(tuple),
}


FEW = settings(max_examples=how_many(8, 500), deadline=None, suppress_health_check=list(HealthCheck))
"""Enough for each of the kinds in the quick tests; the long proof tries more."""


def of_shape(shape: FieldShape) -> st.SearchStrategy[Any]:
    if shape.name.endswith("id"):
        return st.uuids().map(str)
    value = st.sampled_from(shape.base) if issubclass(shape.base, StrEnum) else VALUES[shape.base]
    return st.none() | value if shape.optional else value


def of_kind(kind: type[Record]) -> st.SearchStrategy[Record]:
    return st.builds(kind, **{shape.name: of_shape(shape) for shape in shapes_of(kind)})


@pytest.mark.proof
@pytest.mark.parametrize("kind", RECORD_KINDS)
@FEW
@given(data=st.data())
def test_there_and_back(kind: type[Record], data: st.DataObject) -> None:
    record = data.draw(of_kind(kind))
    written = encode(record)
    again = decode(kind, json.loads(json.dumps(written)))
    assert encode(again) == written
    assert canonical(encode(again)) == canonical(written)
    assert changed_fields(record, again) == {}
    for field in fields(kind):
        before, after = getattr(record, field.name), getattr(again, field.name)
        assert after == (safe_text(before) if type(before) is str else before) or isinstance(before, tuple)


@given(WILD)
def test_text_keeps_all_but_what_nothing_can_hold(text: str) -> None:
    safe = safe_text(text)
    safe.encode("utf-8")
    assert "\0" not in safe
    assert safe_text(safe) == safe
    if not any(char == "\0" or 0xD800 <= ord(char) < 0xE000 for char in text):
        assert safe == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\ud83d\ude00", "😀"),
        ("a\ud800b", "a\ufffdb"),
        ("a\0b", "a\ufffdb"),
        ("e\u0301", "e\u0301"),
        ("\u202eabc\u200d", "\u202eabc\u200d"),
        ("x" * 1_000_000, "x" * 1_000_000),
        ("{{x}} %s =cmd '\"\r\n\t", "{{x}} %s =cmd '\"\r\n\t"),
    ],
)
def test_awkward_text(typed: str, kept: str) -> None:
    assert decode(Child, encode(Child(id="c", likes=typed))).likes == kept


def test_canonical_bytes_are_sorted_and_dense() -> None:
    value: dict[str, Json] = {"b": [1, True, None, "é\u202e😀"], "a": {"z": "", "y": -1}}
    assert canonical(value) == '{"a":{"y":-1,"z":""},"b":[1,true,null,"é\u202e😀"]}'.encode()


def test_the_order_in_which_a_value_was_made_does_not_matter() -> None:
    assert canonical({"a": 1, "b": 2}) == canonical({"b": 2, "a": 1})


@pytest.mark.parametrize(
    "value",
    [1.0, {"a": [0.5]}, {"a": [[], (1, {"b": 0.5})]}, {1: "a"}, b"bytes", {"a": {2: 1}}, {"a": {1, 2}}],
)
def test_what_has_no_canonical_bytes_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


def test_a_lone_surrogate_has_no_canonical_bytes() -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical("\ud800")


KEYS = st.text(alphabet="abé😀", max_size=3)
JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(codec="utf-8")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
)


@given(JSONS)
def test_canonical_bytes_read_back_as_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)


REVIEW = Review(id="r", child_id="c", kind=ReviewKind.EARLY, number=3, due_on=date(2026, 2, 28))


def test_what_a_newer_version_added_is_kept_aside() -> None:
    written = encode(REVIEW) | {"mood": "sunny", "more": {"a": [1]}}
    record, aside = read(Review, written)
    assert record == REVIEW
    assert aside == {"mood": "sunny", "more": {"a": [1]}}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "a kind of 2031"),
        ("kind", 4),
        ("kind", None),
        ("number", "four"),
        ("number", True),
        ("number", 2**63),
        ("due_on", "2026-02-30"),
        ("due_on", 20260228),
        ("seen_alone", 1),
        ("started_at", "2026-02-28T10:00:00"),
        ("started_at", "0001-01-01T00:00:00+14:00"),
        ("finished_without", "text"),
        ("finished_without", [1]),
        ("iro_view", ["a"]),
        ("iro_view", None),
    ],
)
def test_a_value_that_does_not_fit_stands_at_its_default_and_is_kept(name: str, value: Json) -> None:
    record, aside = read(Review, encode(REVIEW) | {name: value})
    default = next(shape.default for shape in shapes_of(Review) if shape.name == name)
    assert getattr(record, name) == default
    assert aside == {name: value}


@pytest.mark.parametrize(
    "value", [{}, {"id": "r"}, {"id": "r", "child_id": 4}, {"id": None, "child_id": "c"}]
)
def test_without_its_ids_there_is_no_record(value: dict[str, Json]) -> None:
    with pytest.raises(Unfit) as caught:
        decode(Review, value)
    assert str(caught.value) in ("id", "child_id")


def test_an_older_message_lacks_fields_and_is_read() -> None:
    assert decode(Child, {"id": "c", "given_name": "Amy"}) == Child(id="c", given_name="Amy")


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": True},
        {"number": "3"},
        {"number": 2**63},
        {"seen_alone": 1},
        {"due_on": datetime(2026, 1, 1, tzinfo=UTC)},
        {"due_on": "2026-01-01"},
        {"started_at": datetime(2026, 1, 1)},  # noqa: DTZ001  # the mistake under test
        {"started_at": date(2026, 1, 1)},
        {"kind": "early"},
        {"kind": Sex.MALE},
        {"iro_view": None},
        {"iro_view": 5},
        {"finished_without": "text"},
        {"finished_without": [1]},
        {"finished_without": (1,)},
    ],
)
def test_a_value_of_another_type_is_refused_and_not_quoted(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match=next(iter(wrong))) as caught:
        encode(replace(REVIEW, **wrong))
    assert "text" not in str(caught.value)


def test_moments_are_written_in_utc() -> None:
    moment = datetime(2026, 7, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert encode(replace(REVIEW, started_at=moment))["started_at"] == "2026-07-01T09:30:00+00:00"


def test_only_what_differs() -> None:
    other = replace(REVIEW, number=4, due_on=None, iro_view="x")
    assert changed_fields(REVIEW, other) == {
        "number": Difference(3, 4),
        "due_on": Difference("2026-02-28", None),
        "iro_view": Difference("", "x"),
    }
    assert changed_fields(replace(REVIEW, iro_view="a\0"), replace(REVIEW, iro_view="a\ufffd")) == {}
    with pytest.raises(TypeError):
        changed_fields(REVIEW, replace(REVIEW, id="other"))
    with pytest.raises(TypeError):
        changed_fields(REVIEW, Child(id="r"))


def test_a_new_record_says_only_what_is_not_its_default() -> None:
    assert differs_from_default(Review, encode(REVIEW)) == {
        "id": Difference(None, "r"),
        "child_id": Difference(None, "c"),
        "kind": Difference("subsequent", "early"),
        "number": Difference(None, 3),
        "due_on": Difference(None, "2026-02-28"),
    }


def test_every_kind_is_made_of_fields_that_can_be_kept() -> None:
    for kind in RECORD_KINDS:
        shapes = shapes_of(kind)
        assert shapes[0].name == "id"
        assert all(shape.has_default for shape in shapes if not shape.name.endswith("id"))
        assert all(shape.base is str for shape in shapes if shape.searchable)


def test_a_field_that_cannot_be_kept_is_refused_when_it_is_declared() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Weight(Record):
        kilos: float = 0.0

    @dataclass(frozen=True, kw_only=True)
    class Either(Record):
        value: str | int = 0

    @dataclass(frozen=True, kw_only=True)
    class Numbers(Record):
        values: tuple[int, ...] = ()

    for kind in (Weight, Either, Numbers):
        with pytest.raises(TypeError, match="may not be"):
            shapes_of(kind)
