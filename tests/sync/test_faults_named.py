"""The faults that a sync has to survive, each by its name: what people write against one another."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iro_desktop.central import devices, people
from iro_desktop.domain.identity import new_id, part_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Review, ReviewSection
from iro_desktop.services.matters import matters, settle
from iro_desktop.services.office_types import Choice, MatterKind, Pick
from iro_desktop.services.sync_state import sync_state
from tests.sync.faults import by_hand, in_step, poisoned, sides, words


# -- finish ------------------------------------------------------------------------------------------------
def test_what_was_made_and_then_edited_after_a_finish_is_proposed_whole(laptops, decided, child, office):
    """Both are proposals: the edit of a record that the office never took makes no record without a child."""
    ann, ben = laptops
    ann.save(replace(ann.get(Review, decided.review_id), finished_at=ann.clock.now()))
    made = Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="A new bed")
    ben.save(made)
    ben.opener.now += timedelta(hours=1)
    ben.save(replace(made, what="A new bed by the window"))
    in_step(ann, ben)
    for laptop in (ann, ben):
        assert {m.kind for m in matters(laptop.session)} == {MatterKind.PROPOSAL}
        assert "A new bed by the window" in "".join(sides(laptop))
        assert laptop.get(Decision, made.id) is None
    assert office.one("SELECT count(*) FROM record WHERE record_id = :id", id=made.id) == 0


def test_an_edit_of_what_was_proposed_is_proposed_too(laptops, decided, child):
    ann, ben = laptops
    ann.save(replace(ann.get(Review, decided.review_id), finished_at=ann.clock.now()))
    ann.sync()
    made = Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="A new bed")
    ben.save(made)
    run = ben.run()
    run.next().ask()  # the answer is lost, and Ben writes on
    ben.reopen()
    ben.save(replace(made, what="A new bed by the window"))
    in_step(ben, ann)
    for laptop in (ann, ben):
        assert "A new bed by the window" in "".join(sides(laptop))
        assert laptop.get(Decision, made.id) is None


def test_a_removal_after_a_finish_says_what_was_to_go_and_why(laptops, decided):
    ann, ben = laptops
    ann.save(replace(ann.get(Review, decided.review_id), finished_at=ann.clock.now()))
    ann.sync()
    ben.delete(decided, "said by mistake")
    in_step(ben, ann)
    for laptop in (ann, ben):
        assert laptop.get(Decision, decided.id) == decided
        (matter,) = matters(laptop.session)
        assert "Swimming" in matter.where and matter.sides[0].words == "Removed: said by mistake"
    settle(ann.session, matters(ann.session)[0], Choice(Pick.DISMISS))
    in_step(ann, ben)
    assert matters(ann.session) == matters(ben.session) == ()


def test_a_finish_that_had_not_seen_an_edit_keeps_both(laptops, decided):
    ann, ben = laptops
    ben.save(replace(decided, what="What Ben heard"))
    ben.sync()
    finished = replace(ann.get(Review, decided.review_id), finished_at=ann.clock.now())
    ann.save(finished)
    in_step(ann, ben)
    for laptop in (ann, ben):
        assert laptop.get(Decision, decided.id).what == "What Ben heard"
        assert laptop.get(Review, decided.review_id) == finished
        assert laptop.unsent() == 0
        (matter,) = matters(laptop.session)
        assert (matter.kind, matter.sides[0].words) == (MatterKind.AFTER_FINISH, "what: What Ben heard")
        assert matter.sides[0].mine is (laptop is ben)
    settle(ann.session, matters(ann.session)[0], Choice(Pick.DISMISS))
    in_step(ann, ben)
    assert matters(ann.session) == matters(ben.session) == ()


# -- conflicts ---------------------------------------------------------------------------------------------
def test_three_laptops_edit_one_field(laptops, decided, make):
    ann, ben = laptops
    cai = make("Cai Lloyd")
    cai.sync()
    for one, said in ((ann, "Ann's"), (ben, "Ben's"), (cai, "Cai's")):
        one.save(replace(one.get(Decision, decided.id), what=said))
    in_step(cai, ann, ben)
    for one in (ann, ben, cai):
        assert sides(one) == ["Ann's", "Ben's", "Cai's"]
    settle(ben.session, matters(ben.session)[0], Choice(Pick.BOTH))
    in_step(ben, ann, cai)
    assert {one.get(Decision, decided.id).what for one in (ann, ben, cai)} == {"Cai's\nAnn's\nBen's"}
    assert [matters(one.session) for one in (ann, ben, cai)] == [(), (), ()]


def test_a_conflict_resolved_twice_differently_is_a_conflict_again(laptops, decided):
    ann, ben = laptops
    ann.save(replace(decided, what="Ann's"))
    ben.save(replace(decided, what="Ben's"))
    in_step(ann, ben)
    settle(ann.session, matters(ann.session)[0], Choice(Pick.EDITED, text="Ann chose"))
    settle(ben.session, matters(ben.session)[0], Choice(Pick.EDITED, text="Ben chose"))
    in_step(ann, ben)
    assert sides(ann) == sides(ben) == ["Ann chose", "Ben chose"]
    settle(ann.session, matters(ann.session)[0], Choice(Pick.BOTH))
    in_step(ann, ben)
    assert matters(ann.session) == matters(ben.session) == ()
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id)
    assert {"Ann's", "Ben's", "Ann chose", "Ben chose"} <= words(ann, decided.id)


def test_two_devices_begin_the_same_section(laptops, decided, child):
    ann, ben = laptops
    section = ReviewSection(
        id=part_id(decided.review_id, "home"), child_id=child, review_id=decided.review_id
    )
    ann.save(replace(section, said="Ann heard"))
    ben.save(replace(section, said="Ben heard"))
    in_step(ann, ben)
    for one in (ann, ben):
        assert sides(one) == ["Ann heard", "Ben heard"]
        assert len(one.caseload.list(ReviewSection)) == 1


# -- clocks ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_years_wrong_locks_nobody_out_and_orders_nothing(laptops, decided, years):
    ann, ben = laptops
    ben.opener.now += timedelta(days=365 * years)
    ben.save(replace(decided, who="Ben's"))
    in_step(ben, ann)
    assert ann.get(Decision, decided.id).who == "Ben's"
    ann.save(replace(ann.get(Decision, decided.id), who="Ann's, having seen Ben's"))
    in_step(ann, ben)
    for one in (ann, ben):
        assert one.get(Decision, decided.id).who == "Ann's, having seen Ben's"
        assert matters(one.session) == () and one.unsent() == 0


# -- revoked -----------------------------------------------------------------------------------------------
def test_a_revoked_laptop_keeps_its_work_and_says_so(laptops, decided, office):
    ann, ben = laptops
    ben.save(replace(decided, what="Ben's"))
    with office.inside() as connection:
        devices.revoke(connection, ben.stand.device, "lost")
    before = office.one("SELECT count(*) FROM log")
    with pytest.raises(KnownProblem) as said:
        ben.sync()
    assert "no longer" in str(said.value.title) + said.value.what_to_do
    assert ben.stand.revoked and ben.unsent() == 1
    assert ben.get(Decision, decided.id).what == "Ben's"
    assert office.one("SELECT count(*) FROM log") == before
    ben.enrol()  # the laptop is found again, and has a new code
    ben.kept_line = None
    in_step(ben, ann)
    assert ann.get(Decision, decided.id).what == "Ben's" and ben.unsent() == 0


# -- newer laptops -----------------------------------------------------------------------------------------
def test_an_unknown_field_survives_an_older_laptops_edit(laptops, decided, child, office):
    ann, ben = laptops
    newer = by_hand(office, ann.person)
    fields = {"mood_at_end": (0, {"like": [1, "calm"]}), "who": (newer.cursor, "Mark")}
    newer.sync(newer.write(decided.id, child=child, fields=fields))
    ben.sync()
    ben.save(replace(ben.get(Decision, decided.id), what="Ben's"))
    in_step(ben, ann)
    body = office.one("SELECT body FROM record WHERE record_id = :id", id=decided.id)
    assert body["mood_at_end"] == {"like": [1, "calm"]}
    assert (body["what"], body["who"]) == ("Ben's", "Mark")
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id)


def test_an_unknown_field_in_conflict_can_be_settled(laptops, decided, child, office):
    ann, ben = laptops
    newer, newest = by_hand(office, ann.person), by_hand(office, ben.person)
    newer.sync(newer.write(decided.id, child=child, fields={"mood_at_end": (0, "calm")}))
    newest.sync(newest.write(decided.id, child=child, fields={"mood_at_end": (0, "cross")}))
    ann.sync()
    (matter,) = matters(ann.session)
    settle(ann.session, matter, Choice(Pick.SIDE, side=1))
    in_step(ann, ben)
    assert matters(ann.session) == matters(ben.session) == ()
    body = office.one("SELECT body FROM record WHERE record_id = :id", id=decided.id)
    assert body["mood_at_end"] == matter.sides[1].words


def test_an_unknown_kind_comes_through_and_is_given_on(laptops, decided, child, office):
    ann, ben = laptops
    newer = by_hand(office, ann.person)
    drawn = newer.write(child=child, kind="drawing", fields={"strokes": (0, [1, 2]), "child_id": (0, child)})
    newer.sync(drawn)
    in_step(ann, ben)
    record, other = drawn["change"]["record_id"], by_hand(office, ben.person)
    newer.sync(newer.write(record, child=child, kind="drawing", operation="delete", reason="twice"))
    edit = other.write(record, child=child, kind="drawing", fields={"strokes": (other.cursor, [3])})
    other.sync(edit)
    in_step(ann, ben)
    for one in (ann, ben):
        state = one.caseload.office_desk.find(record).state
        assert state.body["strokes"] == [3] and state.is_disputed
        assert matters(one.session) == (), "an app that knows the kind asks"


# -- poison ------------------------------------------------------------------------------------------------
def test_poison_is_set_aside_named_kept_and_still_shows_here(laptops, decided, office, child):
    ann, ben = laptops
    poisoned(ann, replace(decided, what="Poison", why="Her own reason"))
    ann.save(Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="Something else"))
    in_step(ann, ben)
    assert {d.what for d in ben.caseload.list(Decision)} == {"Swimming", "Something else"}
    assert ann.get(Decision, decided.id).what == "Poison" and ann.unsent() == 0
    (matter,) = matters(ann.session)
    assert matter.kind is MatterKind.SET_ASIDE and "Her own reason" in matter.sides[0].words
    assert b"Her own reason" in bytes(office.one("SELECT body FROM set_aside"))
    assert sync_state(ann.session).needs_you == 1


def test_words_set_aside_go_on_showing_when_another_field_is_written_over(laptops, decided):
    ann, ben = laptops
    poisoned(ann, replace(decided, what="Poison", why="Her own reason"))
    ann.sync()
    ann.save(replace(ann.get(Decision, decided.id), what="Better"))
    in_step(ann, ben)
    assert (ann.get(Decision, decided.id).what, ben.get(Decision, decided.id).what) == ("Better", "Better")
    assert ann.get(Decision, decided.id).why == "Her own reason"


# -- names -------------------------------------------------------------------------------------------------
def whose(laptop):
    return {side.words: side.who for matter in matters(laptop.session) for side in matter.sides}


def test_a_version_is_named_by_who_wrote_it(laptops, decided, make):
    ann, ben = laptops
    second = make(person=ann.person)
    second.sync()
    second.save(replace(decided, what="Ann's other"))
    ann.save(replace(decided, what="Ann's"))
    ben.save(replace(decided, what="Ben's"))
    in_step(second, ann, ben)
    assert whose(ann) == {
        "Ann's": "You, on this laptop",
        "Ann's other": "You, on another laptop",
        "Ben's": "Ben Okafor",
    }
    assert whose(ben) == {
        "Ann's": "Ann Reeve",
        "Ann's other": "Ann Reeve",
        "Ben's": "You, on this laptop",
    }


def test_somebody_who_came_later_and_has_left_is_named_too(laptops, decided, make, office):
    ann, ben = laptops
    in_step(ann, ben)
    cai = make("Cai Lloyd")
    cai.sync()
    cai.save(replace(decided, what="Cai's"))
    ben.save(replace(decided, what="Ben's"))
    in_step(cai, ben, ann)
    with office.inside() as connection:
        people.end_person(connection, cai.person, "left")
    in_step(ben, ann)
    assert whose(ann) == {"Cai's": "Cai Lloyd", "Ben's": "Ben Okafor"}
    assert set(ann.caseload.desk("office.people").values()) == {"Ann Reeve", "Ben Okafor", "Cai Lloyd"}
