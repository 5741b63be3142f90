"""The journal must hold every change once, lose no words to joining, and never change what was frozen."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_desktop.caseload import Caseload, EntryState, FieldChange, JournalEntry, Operation, replay
from iro_desktop.caseload.joining import JoiningPolicy, removed_characters
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Review, ReviewSection
from iro_desktop.records import Json, decode, encode, table_name
from tests.caseload.opening import MOMENT, Opener

NOTE = ReviewSection(id="s1", child_id="c1", review_id="r1")


def save(caseload: Caseload, *records: Record) -> None:
    for record in records:
        with caseload.unit_of_work() as work:
            work.save(record)
            work.commit()


def said(caseload: Caseload, record_id: str = "s1") -> list[tuple[Json, Json]]:
    """What each entry says of the field `said`."""
    return [
        (entry.fields["said"].was, entry.fields["said"].now)
        for entry in caseload.history(record_id)
        if "said" in entry.fields
    ]


def test_an_entry_says_who_when_what_and_from_what(caseload: Caseload, opener: Opener) -> None:
    save(caseload, NOTE)
    opener.later(hours=1)
    save(caseload, replace(NOTE, said="I like it here"))
    made, edited = caseload.history("s1")
    assert made.operation is Operation.CREATE
    assert dict(made.fields) == {
        "id": FieldChange(0, None, "s1"),
        "child_id": FieldChange(0, None, "c1"),
        "review_id": FieldChange(0, None, "r1"),
    }
    assert edited.operation is Operation.EDIT
    assert dict(edited.fields) == {"said": FieldChange(0, "", "I like it here")}
    assert (edited.kind, edited.record_id, edited.scope) == ("review_section", "s1", ("child", "c1"))
    assert (edited.device, edited.person, edited.state) == ("device-1", "person-1", EntryState.OPEN)
    assert edited.at == edited.last_at == opener.now
    assert made.at == MOMENT
    assert edited.sequence > made.sequence
    assert edited.change_id != made.change_id


def test_typing_joins_into_one_entry(caseload: Caseload, opener: Opener) -> None:
    for words in ("I", "I like", "I like it", "I like it here"):
        opener.later(seconds=2)
        save(caseload, replace(NOTE, said=words))
    (entry,) = caseload.history("s1")
    assert entry.operation is Operation.CREATE
    assert entry.fields["said"] == FieldChange(0, "", "I like it here")
    assert entry.last_at == opener.now > entry.at


def test_fields_typed_in_turn_join_too(caseload: Caseload) -> None:
    save(caseload, NOTE, replace(NOTE, said="a"), replace(NOTE, said="a", worried="b"))
    (entry,) = caseload.history("s1")
    assert (entry.fields["said"].now, entry.fields["worried"].now) == ("a", "b")


def test_after_ten_minutes_a_version_of_its_own(caseload: Caseload, opener: Opener) -> None:
    save(caseload, replace(NOTE, said="a"))
    opener.later(minutes=10)
    save(caseload, replace(NOTE, said="ab"))
    opener.later(seconds=1)
    save(caseload, replace(NOTE, said="abc"))
    opener.later(minutes=-30)
    save(caseload, replace(NOTE, said="abcd"))
    assert said(caseload) == [("", "ab"), ("ab", "abc"), ("abc", "abcd")]


@pytest.mark.parametrize("change", ["device", "person"])
def test_another_hand_never_joins(caseload: Caseload, opener: Opener, change: str) -> None:
    save(caseload, replace(NOTE, said="a"))
    setattr(opener, change, "another")
    save(opener.reopen(), replace(NOTE, said="ab"))
    assert said(opener.reopen()) == [("", "a"), ("a", "ab")]


def test_words_wiped_by_accident_stay_in_the_history(caseload: Caseload) -> None:
    long = "She said that the new school is all right, and that Miss Okafor listens. " * 4
    save(caseload, replace(NOTE, said=long), replace(NOTE, said="x"), replace(NOTE, said="xy"))
    assert said(caseload) == [("", long), (long, "xy")]


def test_words_worn_away_bit_by_bit_stay_too(caseload: Caseload) -> None:
    text = "".join(random.Random(1).choices("abcdefgh ", k=1000))
    save(caseload, replace(NOTE, said=text))
    for end in range(980, 0, -20):
        save(caseload, replace(NOTE, said=text[:end]))
    shown = [str(now) for _, now in said(caseload)]
    assert len(shown) > 15
    for longer, shorter in zip([text, *shown], shown, strict=False):
        assert len(longer) - len(shorter) <= JoiningPolicy().removed + 20


def test_a_wiped_sentence_stays_and_slips_of_the_finger_do_not_clutter(caseload: Caseload) -> None:
    save(caseload, replace(NOTE, said="I lik"), replace(NOTE, said="I lkie"), replace(NOTE, said="I like"))
    assert len(said(caseload)) == 1
    sentence = "I like it when Jo reads to me at bedtime."
    save(caseload, replace(NOTE, said=sentence), replace(NOTE, said=""), replace(NOTE, said="No."))
    assert said(caseload) == [("", sentence), (sentence, "No.")]


def test_a_moment_is_an_act_of_its_own_and_keeps_its_place(caseload: Caseload) -> None:
    review = Review(id="r1", child_id="c1")
    finished = replace(review, iro_view="Well done", finished_at=datetime(2026, 11, 23, tzinfo=UTC))
    save(caseload, review, NOTE, replace(review, iro_view="Well"), finished)
    sequence = [(entry.record_id, sorted(entry.fields)) for entry in caseload.pending()]
    assert sequence[0][0] == "r1"
    assert sequence[1][0] == "s1"
    assert sequence[2] == ("r1", ["finished_at", "iro_view"])


def test_a_change_of_scope_is_an_entry_of_its_own(caseload: Caseload) -> None:
    save(caseload, NOTE, replace(NOTE, child_id="c2"), replace(NOTE, child_id="c2", said="x"))
    assert [entry.scope.id for entry in caseload.history("s1")] == ["c1", "c2"]


def test_nothing_joins_a_deletion(caseload: Caseload) -> None:
    save(caseload, NOTE)
    with caseload.unit_of_work() as work:
        work.delete(NOTE, "twice")
        work.save(replace(NOTE, said="again"))
        work.commit()
    save(caseload, replace(NOTE, said="again and on"))
    assert [entry.operation for entry in caseload.history("s1")] == ["create", "delete", "restore"]


def test_a_frozen_entry_never_changes(caseload: Caseload, opener: Opener) -> None:
    save(caseload, replace(NOTE, said="one"))
    (entry,) = caseload.pending()
    body = caseload.freeze(entry.change_id)
    save(caseload, replace(NOTE, said="one two"))
    assert said(caseload) == [("", "one"), ("one", "one two")]
    again = opener.reopen()
    assert again.freeze(entry.change_id) == body
    assert [e.state for e in again.history("s1")] == [EntryState.FROZEN, EntryState.OPEN]
    with pytest.raises(KeyError):
        again.freeze("no such")


def test_what_is_signed_is_canonical_and_complete(caseload: Caseload) -> None:
    save(caseload, replace(NOTE, said="“Yes” é \u202e"))
    (entry,) = caseload.pending()
    body = caseload.freeze(entry.change_id)
    message = json.loads(body)
    assert body == json.dumps(message, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    assert message == {
        "change_id": entry.change_id,
        "kind": "review_section",
        "record_id": "s1",
        "scope": {"kind": "child", "id": "c1"},
        "operation": "create",
        "fields": {
            "id": {"based_on": 0, "was": None, "now": "s1"},
            "child_id": {"based_on": 0, "was": None, "now": "c1"},
            "review_id": {"based_on": 0, "was": None, "now": "r1"},
            "said": {"based_on": 0, "was": "", "now": "“Yes” é \u202e"},
        },
        "reason": "",
        "device": "device-1",
        "person": "person-1",
        "sequence": entry.sequence,
        "allocation_revision": 0,
        "device_time": MOMENT.isoformat(),
    }


def test_a_change_is_based_on_the_centres_revision_of_each_field(caseload: Caseload) -> None:
    save(caseload, NOTE)
    caseload.connection.exec_driver_sql("UPDATE review_section SET revisions = '{\"said\": 41}'")
    save(caseload, replace(NOTE, said="a", worried="b"))
    save(caseload, replace(NOTE, said="ab", worried="b"))
    (last,) = [entry for entry in caseload.history("s1") if "said" in entry.fields]
    assert (last.fields["said"].based_on, last.fields["worried"].based_on) == (41, 0)
    caseload.connection.exec_driver_sql("UPDATE review_section SET revisions = '{\"said\": 42}'")
    save(caseload, replace(NOTE, said="abc", worried="b"))
    newest = caseload.history("s1")[-1]
    assert newest.fields["said"] == FieldChange(42, "ab", "abc")
    with caseload.unit_of_work() as work:
        work.delete(NOTE, "gone")
        work.commit()
    assert caseload.history("s1")[-1].fields["said"] == FieldChange(42, "abc", None)


def test_pending_comes_in_pages(caseload: Caseload) -> None:
    save(caseload, *(Person(id=f"p{n}", child_id="c1") for n in range(5)))
    first = caseload.pending(limit=3)
    rest = caseload.pending(after=first[-1].sequence)
    assert [entry.record_id for entry in (*first, *rest)] == ["p0", "p1", "p2", "p3", "p4"]


@pytest.mark.parametrize(
    ("was", "now", "removed"),
    [
        ("", "abc", 0),
        ("abc", "", 3),
        ("abc", None, 3),
        ("abcdef", "abXdef", 1),
        ("aaaa", "aa", 2),
        ("one two three", "one three", 4),
        (["Eid", "Diwali"], ["Eid"], 6),
        (["Eid"], None, 3),
        (None, "abc", 0),
        (4, 5, 0),
    ],
)
def test_how_much_is_removed(was: Json, now: Json, removed: int) -> None:
    assert removed_characters({"f": FieldChange(0, was, now)}) == removed


@given(st.text(), st.text(), st.text())
def test_what_stands_at_both_ends_is_never_counted_as_removed(start: str, middle: str, end: str) -> None:
    assert removed_characters({"f": FieldChange(0, start + middle + end, start + end)}) <= len(middle)
    assert removed_characters({"f": FieldChange(0, start + end, start + middle + end)}) == 0


def actions(seed: int) -> Iterator[tuple[str, Record]]:
    """A plausible muddle of saves and deletions over a few records."""
    chance = random.Random(seed)
    for _ in range(60):
        which = chance.randrange(4)
        words = "".join(chance.choices("ab é\u202e", k=chance.randrange(30)))
        record: Record = ReviewSection(id=f"s{which}", child_id="c1", review_id="r1", said=words)
        if which == 3:
            born = chance.choice([None, date(2014, 1, 1)])
            record = Child(id="c1", known_as=words, date_of_birth=born, is_mother=chance.random() < 0.5)
        yield chance.choice(["save", "save", "save", "delete", "freeze", "undo", "later"]), record


@pytest.mark.parametrize("seed", range(6))
def test_replaying_the_journal_gives_the_records(caseload: Caseload, opener: Opener, seed: int) -> None:
    for action, record in actions(seed):
        if action == "later":
            opener.later(minutes=7)
            continue
        if action == "freeze":
            for entry in caseload.pending():
                caseload.freeze(entry.change_id)
            continue
        with caseload.unit_of_work() as work:
            if action == "delete":
                work.delete(record, "a reason")
            else:
                work.save(record)
            if action != "undo":
                work.commit()
    entries = caseload.pending()
    kept = {
        (table_name(kind), record.id): encode(record)
        for kind in (Child, ReviewSection)
        for record in caseload.list(kind)
    }
    kinds: dict[str, type[Record]] = {table_name(kind): kind for kind in (Child, ReviewSection)}
    replayed = {key: encode(decode(kinds[key[0]], values)) for key, values in replay(entries).items()}
    assert replayed == kept
    assert entries_are_a_chain(entries)


def entries_are_a_chain(entries: tuple[JournalEntry, ...]) -> bool:
    """Each change of a field begins where the one before it ended."""
    stands: dict[tuple[str, str], Json] = {}
    for entry in entries:
        for name, change in entry.fields.items():
            which = (entry.record_id, name)
            afresh = entry.operation in {Operation.CREATE, Operation.RESTORE}
            if not afresh and stands.get(which, change.was) != change.was:
                return False
            stands[which] = change.now
    return True


def test_nothing_joins_across_what_the_centre_put_between(caseload: Caseload) -> None:
    save(caseload, replace(NOTE, said="one"))
    caseload.connection.exec_driver_sql("UPDATE review_section SET said = 'one from the office'")
    save(caseload, replace(NOTE, said="one from the office, two"))
    assert said(caseload) == [("", "one"), ("one from the office", "one from the office, two")]


def test_nothing_joins_a_deletion_that_the_centre_undid(caseload: Caseload) -> None:
    save(caseload, NOTE)
    caseload.connection.exec_driver_sql("CREATE TEMP TABLE centre AS SELECT * FROM review_section")
    with caseload.unit_of_work() as work:
        work.delete(NOTE, "twice")
        work.commit()
    caseload.connection.exec_driver_sql("INSERT INTO review_section SELECT * FROM centre")
    save(caseload, replace(NOTE, said="again"))
    assert [entry.operation for entry in caseload.history("s1")] == ["create", "delete", "edit"]
