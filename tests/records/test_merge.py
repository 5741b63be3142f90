"""The rules of sync, one by one: what an author had seen is replaced, what they had not seen is kept."""

import pytest

from iro_desktop.records.merge import (
    DELETION,
    KEPT,
    Arrival,
    FieldEdit,
    Finish,
    Operation,
    State,
    apply,
    unseen_by,
)
from iro_desktop.records.standing import from_standing, to_standing

A, B, C = "laptop-a", "laptop-b", "laptop-c"


def edit(revision, device, sequence, known=0, operation=Operation.EDIT, reason="", **fields):
    """`field=(based_on, now)`."""
    edits = {name: FieldEdit(based_on, None, now) for name, (based_on, now) in fields.items()}
    return Arrival(revision, device, sequence, operation, edits, known, reason)


def delete(revision, device, sequence, known, reason="entered twice"):
    return edit(revision, device, sequence, known, Operation.DELETE, reason)


def after(*changes):
    state = State()
    for change in changes:
        state = apply(state, change).state
    return state


def values(state, name):
    return [version.value for version in state.versions[name]]


def test_an_edit_that_had_seen_the_current_value_replaces_it():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(1, "b")))
    assert state.body == {"what": "b"}
    assert state.revisions == {"what": 2}
    assert not state.conflicts


def test_an_edit_that_had_not_seen_it_stands_beside_it():
    applied = apply(
        after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(1, "b"))), edit(3, C, 1, what=(1, "c"))
    )
    assert applied.conflicts == ("what",)
    assert applied.state.body == {"what": "b"}
    assert [v.value for v in applied.state.conflicts["what"]] == ["b", "c"]


def test_a_stale_edit_after_a_b_a_is_a_conflict_although_the_value_looks_unchanged():
    back = after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(1, "b")), edit(3, B, 2, what=(2, "a")))
    applied = apply(back, edit(4, C, 1, what=(1, "stale")))
    assert applied.conflicts == ("what",)
    assert values(applied.state, "what") == ["a", "stale"]


def test_the_other_fields_of_a_conflicting_change_still_apply():
    state = after(edit(1, A, 1, what=(0, "a"), who=(0, "Mum")), edit(2, B, 1, what=(1, "b")))
    applied = apply(state, edit(3, C, 1, what=(1, "c"), who=(1, "Dad")))
    assert (applied.taken, applied.conflicts) == (("who",), ("what",))
    assert applied.state.body == {"what": "b", "who": "Dad"}


def test_the_same_value_from_two_is_no_conflict():
    applied = apply(after(edit(1, A, 1, what=(0, "a"))), edit(2, B, 1, what=(0, "a")))
    assert applied.same == ("what",)
    assert not applied.state.conflicts
    assert applied.state.body == {"what": "a"}


def test_true_and_one_are_different_values():
    applied = apply(after(edit(1, A, 1, hidden=(0, True))), edit(2, B, 1, hidden=(0, 1)))
    assert applied.conflicts == ("hidden",)


def test_a_devices_later_edit_had_seen_its_earlier_one_before_any_answer_came():
    state = after(
        edit(5, A, 1, what=(0, "a")), edit(6, A, 2, what=(0, "a b")), edit(7, A, 3, what=(0, "a b c"))
    )
    assert values(state, "what") == ["a b c"]


def test_a_devices_later_edit_replaces_its_own_side_of_a_conflict_only():
    state = after(edit(1, A, 1, what=(0, "x")), edit(2, B, 1, what=(1, "b")), edit(3, C, 1, what=(1, "c")))
    state = apply(state, edit(4, C, 2, what=(1, "c2"))).state
    assert values(state, "what") == ["b", "c2"]


def test_a_choice_that_had_seen_both_replaces_both():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(0, "b")))
    for choice in ("a", "b", "a and b"):
        settled = apply(state, edit(3, C, 1, what=(2, choice))).state
        assert values(settled, "what") == [choice]


def test_a_conflict_on_a_conflict_keeps_what_was_not_seen():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(0, "b")))
    state = apply(state, edit(3, C, 1, what=(1, "c"))).state
    assert values(state, "what") == ["c", "b"]


def test_a_conflict_settled_twice_differently_is_a_conflict_again():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, B, 1, what=(0, "b")))
    state = apply(state, edit(3, A, 2, what=(2, "a"))).state
    applied = apply(state, edit(4, B, 2, what=(2, "b")))
    assert applied.conflicts == ("what",)
    assert values(applied.state, "what") == ["a", "b"]


def test_a_delete_that_had_seen_everything_deletes():
    applied = apply(after(edit(1, A, 1, what=(0, "a"))), delete(2, B, 1, known=1))
    assert applied.taken == (DELETION,)
    assert applied.state.is_deleted
    assert not applied.state.is_disputed
    assert applied.state.body == {"what": "a"}


@pytest.mark.parametrize("delete_first", [True, False])
def test_a_delete_and_an_edit_unknown_to_each_other_leave_the_record_alive_and_disputed(delete_first):
    first = edit(1, A, 1, what=(0, "a"))
    if delete_first:
        state = after(first, delete(2, B, 1, known=1), edit(3, C, 1, what=(1, "c")))
    else:
        state = after(first, edit(2, C, 1, what=(1, "c")), delete(3, B, 1, known=1))
    assert state.is_disputed
    assert not state.is_deleted
    assert state.body == {"what": "c"}
    assert [stone.reason for stone in state.tombstones] == ["entered twice"]


def test_a_dispute_ends_by_deleting_again_or_by_keeping():
    disputed = after(edit(1, A, 1, what=(0, "a")), delete(2, B, 1, known=1), edit(3, C, 1, what=(1, "c")))
    assert after_one(disputed, delete(4, C, 2, known=3)).is_deleted
    kept = after_one(disputed, edit(4, C, 2, 3, Operation.RESTORE))
    assert not kept.is_deleted
    assert not kept.is_disputed
    assert KEPT not in kept.body


def after_one(state, change):
    return apply(state, change).state


def test_an_edit_by_one_who_saw_the_dispute_does_not_end_it():
    disputed = after(edit(1, A, 1, what=(0, "a")), delete(2, B, 1, known=1), edit(3, C, 1, what=(1, "c")))
    assert after_one(disputed, edit(4, A, 2, 3, what=(3, "d"))).is_disputed


def test_a_delete_that_had_not_seen_the_keeping_is_disputed():
    state = after(edit(1, A, 1, what=(0, "a")), delete(2, B, 1, known=1), edit(3, A, 2, 2, Operation.RESTORE))
    assert not state.is_deleted
    assert after_one(state, delete(4, C, 1, known=1)).is_disputed


def test_an_old_device_cannot_bring_a_deleted_record_back_unasked():
    state = after(edit(1, A, 1, what=(0, "a")), delete(2, A, 2, known=1))
    again = apply(state, edit(3, B, 1, 0, Operation.CREATE, what=(0, "a")))
    assert again.state.is_disputed


def test_an_edit_of_a_finished_record_is_proposed_and_changes_nothing():
    state = after(edit(1, A, 1, what=(0, "a")))
    applied = apply(state, edit(5, B, 1, what=(1, "b")), finish=Finish(A, 3))
    assert applied.proposed
    assert applied.state == state


def test_what_the_finishing_device_wrote_before_still_goes_in():
    state = after(edit(1, A, 1, what=(0, "a")))
    assert apply(state, edit(5, A, 2, what=(1, "b")), finish=Finish(A, 3)).state.body == {"what": "b"}
    assert apply(state, edit(5, A, 4, what=(1, "b")), finish=Finish(A, 3)).proposed


def test_an_edit_that_says_what_the_finished_record_says_is_no_proposal():
    state = after(edit(1, A, 1, what=(0, "a")))
    assert apply(state, edit(5, B, 1, what=(0, "a")), finish=Finish(A, 3)).same == ("what",)
    assert apply(state, delete(5, B, 1, known=1), finish=Finish(A, 3)).proposed


def test_a_finish_names_what_it_had_not_seen():
    state = after(edit(1, A, 1, what=(0, "a"), who=(0, "Mum")), edit(2, B, 1, who=(1, "Dad")))
    finish = edit(3, A, 2, known=1, finished_at=(0, "2026-11-23T10:00:00+00:00"))
    assert unseen_by(state, finish) == ("who",)
    assert unseen_by(state, edit(3, A, 2, known=2)) == ()


def test_a_change_out_of_turn_does_not_undo_what_its_device_wrote_later():
    state = after(edit(1, A, 2, what=(0, "new")))
    applied = apply(state, edit(2, A, 1, what=(0, "old"), who=(0, "Mum")), later={"what"})
    assert applied.passed_over == ("what",)
    assert applied.state.body == {"what": "new", "who": "Mum"}
    assert apply(state, delete(2, A, 1, known=0), later={DELETION}).passed_over == (DELETION,)


def test_a_state_goes_through_json_and_back():
    state = after(
        edit(1, A, 1, what=(0, "a"), likes=(0, ["chess"])),
        edit(2, B, 1, what=(0, "b"), unheard_of=(0, {"deep": [1, None, {"x": True}]})),
        delete(3, C, 1, known=1),
        edit(4, C, 2, 2, Operation.RESTORE),
        delete(5, A, 2, known=2),
    )
    assert state.is_disputed
    assert from_standing(state.body, to_standing(state)) == state
    assert from_standing({}, {}) == State()


def test_a_second_deletion_that_had_seen_the_first_stands_alone():
    state = after(edit(1, A, 1, what=(0, "a")), delete(2, B, 1, known=1))
    state = apply(state, delete(3, C, 1, known=2, reason="of another child")).state
    assert [stone.reason for stone in state.tombstones] == ["of another child"]


def test_of_two_deletions_unknown_to_each_other_the_one_that_had_seen_all_is_enough():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, A, 2, what=(1, "b")))
    for first, second in ((1, 2), (2, 1)):
        both = after_one(after_one(state, delete(3, B, 1, known=first)), delete(4, C, 1, known=second))
        assert both.is_deleted
        assert not both.is_disputed


def test_a_keeping_out_of_turn_adds_nothing_to_the_later_one():
    state = after(edit(1, A, 1, what=(0, "a")), edit(2, A, 4, 1, Operation.RESTORE))
    late = apply(state, edit(3, A, 2, 1, Operation.RESTORE), later={DELETION}).state
    assert late == state
