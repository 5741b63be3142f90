"""The faults that a sync has to survive, each by its name: whose child it is."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Review
from iro_desktop.services.matters import ChangedMeanwhile, MatterGone, matters, settle
from iro_desktop.services.office_types import Choice, MatterKind, Pick
from iro_desktop.services.settle_wording import keep_wording, kept_wording
from iro_desktop.sync import run as sync_run
from tests.sync.faults import decisions, in_step
from tests.sync.laptops import everything


def cut_after_one_page(laptop):
    run = laptop.run()
    while True:
        errand = run.next()
        errand.take(errand.ask())
        if laptop.stand.filling and laptop.stand.filling.after:
            break
    laptop.reopen()


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(sync_run, "FILL_BYTES", 1_000)


def test_a_first_fill_that_is_cut_goes_on_where_it_was(laptops, decided, make, child, small_pages):
    ann, _ = laptops
    decisions(ann, child, decided.review_id, 12)
    ann.sync()
    cai = make("Cai Lloyd")
    cut_after_one_page(cai)
    held = len(cai.caseload.list(Decision)) + len(cai.caseload.list(Child)) + len(cai.caseload.list(Review))
    ann.save(replace(decided, what="Meanwhile"))
    ann.sync()
    cai.wire.sent.clear()
    cai.sync()
    assert held and everything(cai) == everything(ann)
    assert cai.get(Decision, decided.id).what == "Meanwhile"


def test_a_child_taken_away_in_the_middle_of_a_fill_leaves_nothing_behind(
    laptops, decided, make, child, office, small_pages
):
    ann, _ = laptops
    decisions(ann, child, decided.review_id, 12)
    ann.sync()
    cai = make("Cai Lloyd", children=[new_id()])
    cut_after_one_page(cai)
    assert cai.caseload.list(Child) or cai.caseload.list(Review) or cai.caseload.list(Decision)
    office.take_away(cai.person, child)
    cai.sync()
    assert everything(cai) == {}
    assert cai.caseload.office_desk.find(decided.id) is None
    office.allocate(cai.person, child)
    cai.sync()
    assert everything(cai) == everything(ann)


def test_a_child_given_back_before_the_laptop_knew_it_was_taken_away(laptops, decided, office, child):
    ann, ben = laptops
    ann.save(replace(decided, what="Unsent"))
    office.take_away(ann.person, child)
    office.allocate(ann.person, child)
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Unsent"
    ann.save(replace(decided, what="Unsent again"))
    office.take_away(ann.person, child)
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Unsent again"
    assert everything(ann) == {}


def test_the_wording_begun_for_a_childs_card_goes_with_the_child(laptops, decided, office, child):
    ann, ben = laptops
    other = new_id()
    office.allocate(ann.person, other)
    ann.sync()
    review = Review(id=new_id(), child_id=other)
    kept = Decision(id=new_id(), child_id=other, review_id=review.id, what="The other child's")
    ann.save(Child(id=other, given_name="Amir"), review, kept)
    ann.save(replace(decided, what="Ann's"))
    ben.save(replace(decided, what="Ben's"))
    in_step(ann, ben)
    (matter,) = matters(ann.session)
    stays = f"conflict/decision/{kept.id}/what"
    keep_wording(ann.session, matter.key, "Swimming, says Ellis")
    keep_wording(ann.session, stays, "Says Amir")
    office.take_away(ann.person, child)
    ann.sync()
    assert everything(ann).keys() == {("Child", other), ("Review", review.id), ("Decision", kept.id)}
    assert kept_wording(ann.session, matter.key) == ""
    assert kept_wording(ann.session, stays) == "Says Amir"
    keep_wording(ann.session, matter.key, "A save that was under way")
    assert kept_wording(ann.session, matter.key) == ""


def test_a_choice_on_a_card_that_is_no_longer_so_changes_nothing(laptops, decided):
    ann, ben = laptops
    ann.save(replace(decided, what="Ann's"))
    ben.save(replace(decided, what="Ben's"))
    in_step(ann, ben)
    (seen,) = matters(ann.session)
    ben.save(replace(ben.get(Decision, decided.id), what="Ben's, said better"))
    in_step(ben, ann)
    before = ann.get(Decision, decided.id)
    with pytest.raises(ChangedMeanwhile):
        settle(ann.session, seen, Choice(Pick.BOTH))
    assert ann.get(Decision, decided.id) == before and ann.unsent() == 0
    (now,) = matters(ann.session)
    settle(ann.session, now, Choice(Pick.BOTH))
    with pytest.raises(MatterGone):
        settle(ann.session, now, Choice(Pick.BOTH))


def test_more_than_three_children_lost_asks_first(make, office, child):
    others = [new_id() for _ in range(3)]
    ann = make(children=others)
    ann.save(*(Child(id=one, given_name="Ellis") for one in (child, *others)))
    ann.sync()
    office.take_away(ann.person, child, *others)
    ann.sync(), ann.sync()
    assert len(ann.caseload.list(Child)) == 4
    (matter,) = matters(ann.session)
    assert matter.kind is MatterKind.PURGE
    settle(ann.session, matter, Choice(Pick.AGREE))
    ann.sync()
    assert ann.caseload.list(Child) == () and matters(ann.session) == ()


@pytest.mark.parametrize("cut", [False, True])
def test_a_child_taken_away_and_given_back_costs_the_laptop_no_new_name(laptops, decided, office, child, cut):
    """What it had sent late stands in the log after the place it had read to; the child's return is whole."""
    ann, ben = laptops
    ann.save(replace(decided, what="Unsent"))
    office.take_away(ann.person, child)
    if cut:  # the reply to it is lost
        ann.run().next().ask()
        ann.reopen()
    in_step(ann, ben)
    assert everything(ann) == {}
    office.allocate(ann.person, child)
    in_step(ann, ben)
    assert everything(ann) == everything(ben)
    assert ann.get(Decision, decided.id).what == "Unsent"
    assert "." not in ann.stand.device
    assert office.one("SELECT sum(incarnations) FROM device") == 0


def test_a_child_given_back_in_the_middle_of_a_sync_misses_nothing(laptops, decided, office, child):
    """What the office left out of a page, when the child was not Ann's, is from before her place in it."""
    ann, ben = laptops
    other = new_id()
    for one in laptops:
        office.allocate(one.person, other)
    in_step(ann, ben)
    office.take_away(ann.person, child)
    ben.save(replace(decided, what="Ben's, meanwhile"))
    ben.save(Child(id=other, given_name="Amir"))
    ben.sync()
    run = ann.run()
    errand = run.next()
    errand.take(errand.ask())
    assert ann.get(Child, other).given_name == "Amir"
    office.allocate(ann.person, child)
    while (errand := run.next()) is not None:
        errand.take(errand.ask())
    assert ann.get(Decision, decided.id).what == "Ben's, meanwhile"
