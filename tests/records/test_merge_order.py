"""Whatever the order of arrival, the same values stand; every value written is seen by someone or stands."""

import os
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.records.merge import DELETION, KEPT, Arrival, FieldEdit, Operation, State, apply
from iro_desktop.records.standing import from_standing, to_standing

EXAMPLES = 20_000 if os.environ.get("IRO_PROOF") == "full" else 150
DEVICES = ("a", "b", "c")
FIELDS = ("what", "who")


@dataclass
class Written:
    """A change before it is numbered: what its author had seen is the end of an earlier round."""

    device: str
    sequence: int
    operation: Operation
    fields: dict[str, str]
    seen: int
    shuffle: float


@dataclass
class Centre:
    """Numbers and applies, as the centre does."""

    state: State = field(default_factory=State)
    revision: int = 0
    applied: list[Arrival] = field(default_factory=list)
    ends: list[State] = field(default_factory=lambda: [State()])

    def take(self, change: Written) -> None:
        self.revision += 1
        seen = self.ends[change.seen]
        fields = {n: FieldEdit(seen.revisions.get(n, 0), None, now) for n, now in change.fields.items()}
        arrival = Arrival(
            self.revision, change.device, change.sequence, change.operation, fields, seen.revision, "reason"
        )
        later = set()
        for other in self.applied:
            if other.device == change.device and other.sequence > change.sequence:
                later |= set(other.fields)
                later |= {DELETION} if other.operation is Operation.RESTORE else set()
        self.state = apply(self.state, arrival, later=later).state
        self.state = from_standing(self.state.body, to_standing(self.state))
        self.applied.append(arrival)


@st.composite
def histories(draw):
    """Rounds of changes: each device has seen some round's end, never an earlier one than before."""
    sequences = dict.fromkeys(DEVICES, 0)
    seen = dict.fromkeys(DEVICES, 0)
    deleted = dict.fromkeys(DEVICES, False)
    rounds = []
    for number in range(draw(st.integers(1, 3))):
        written = []
        for device in draw(st.lists(st.sampled_from(DEVICES), min_size=1, max_size=5)):
            if not any(w.device == device for w in written):
                seen[device] = draw(st.integers(seen[device], number))
            sequences[device] += 1
            choices = [Operation.EDIT] * 4 + [Operation.DELETE]
            operation = Operation.RESTORE if deleted[device] else draw(st.sampled_from(choices))
            deleted[device] = operation is Operation.DELETE
            names = draw(st.sets(st.sampled_from(FIELDS), min_size=1)) if operation is Operation.EDIT else ()
            fields = {
                name: draw(st.sampled_from(("x", "y", f"{device}{sequences[device]}"))) for name in names
            }
            shuffle = draw(st.floats(0, 1))
            written.append(Written(device, sequences[device], operation, fields, seen[device], shuffle))
        rounds.append(written)
    return rounds


def run(rounds, order):
    centre = Centre()
    for written in rounds:
        for change in order(written):
            centre.take(change)
        centre.ends.append(centre.state)
    return centre


def standing(state):
    """What stands, without the numbers that the order of arrival gave."""
    versions = {
        name: {(v.device, v.sequence, str(v.value)) for v in held} for name, held in state.versions.items()
    }
    stones = {(t.device, t.sequence) for t in state.tombstones}
    return versions, stones, state.is_deleted, state.is_disputed


def in_turn(written):
    """Another order in which each device's own changes keep theirs."""
    devices = sorted({w.device for w in written}, key=lambda d: [w.shuffle for w in written if w.device == d])
    return [w for device in devices for w in written if w.device == device]


@pytest.mark.proof
@settings(deadline=None, max_examples=EXAMPLES)
@given(histories())
def test_the_order_of_arrival_does_not_change_what_stands(rounds):
    as_made = standing(run(rounds, lambda w: w).state)
    assert standing(run(rounds, in_turn).state) == as_made
    # out of turn too: a change kept back (its blob was missing) and accepted after later ones
    assert standing(run(rounds, lambda w: sorted(w, key=lambda c: c.shuffle)).state) == as_made
    assert standing(run(rounds, lambda w: w[::-1]).state) == as_made


@pytest.mark.proof
@settings(deadline=None, max_examples=EXAMPLES)
@given(histories())
def test_no_value_goes_unless_it_stands_or_somebody_replaced_it_having_seen_it(rounds):
    centre = run(rounds, lambda w: w)
    for change in centre.applied:
        for name in change.fields:
            stands = any(
                (v.device, v.sequence) == (change.device, change.sequence)
                for v in centre.state.versions[name]
            )
            replaced = any(
                name in other.fields
                and (
                    other.fields[name].based_on >= change.revision
                    or (other.device == change.device and other.sequence > change.sequence)
                )
                for other in centre.applied
            )
            assert stands or replaced


@pytest.mark.proof
@settings(deadline=None, max_examples=EXAMPLES)
@given(histories())
def test_nothing_deleted_holds_anything_that_the_deleting_had_not_seen(rounds):
    state = run(rounds, lambda w: w).state
    for held in state.versions.values():
        for version in held:
            if state.is_deleted:
                assert any(t.covers(version) for t in state.tombstones)
    assert not (state.is_deleted and state.is_disputed)


@pytest.mark.proof
@settings(deadline=None, max_examples=EXAMPLES)
@given(histories())
def test_a_choice_by_one_who_has_seen_all_settles_all(rounds):
    state = run(rounds, lambda w: w).state
    names = [name for name in state.versions if name != KEPT]
    fields = {name: FieldEdit(state.revisions[name], None, "chosen") for name in names}
    choice = Arrival(state.revision + 1, "d", 1, Operation.RESTORE, fields, state.revision)
    settled = apply(state, choice).state
    assert not settled.conflicts
    assert not settled.is_disputed
    assert not settled.is_deleted
    assert settled.body == dict.fromkeys(names, "chosen")


def test_the_property_would_notice_an_order_that_matters():
    """A positive control: with what the author had seen forgotten, the last to arrive would win."""
    one = Written("a", 1, Operation.EDIT, {"what": "x"}, 0, 0.0)
    two = Written("b", 1, Operation.EDIT, {"what": "y"}, 0, 0.0)

    def blind(changes):
        state = State()
        for number, change in enumerate(changes, 1):
            fields = {name: FieldEdit(99, None, now) for name, now in change.fields.items()}
            state = apply(state, Arrival(number, change.device, 1, change.operation, fields)).state
        return standing(state)

    assert blind([one, two]) != blind([two, replace(one)])
