"""A review that one laptop takes back goes from the other too, and comes back whole when that is undone."""

from dataclasses import replace
from datetime import date

from iro_desktop.domain.child import Child, Episode
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Meeting, Review
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.services.record_review import start_review
from iro_desktop.services.take_back_review import bring_review_back, take_back_review
from tests.sync.laptops import everything


def test_it_goes_and_comes_back_on_both(laptops, child):
    ann, ben = laptops
    ann.session = replace(ann.session, working_days=WorkingDays({}))
    ann.save(
        Child(id=child, given_name="Ellis"),
        Episode(id=new_id(), child_id=child, began_on=date(2026, 1, 5), reason_new="S"),
    )
    ann.sync(), ben.sync()
    before = everything(ben)
    review_id = start_review(ann.session, child)
    ann.save(Decision(id=new_id(), child_id=child, review_id=review_id, what="Swimming"))
    ann.sync(), ben.sync()
    begun = everything(ben)
    assert ben.get(Review, review_id) is not None
    taken = take_back_review(ann.session, review_id)
    ann.sync(), ben.sync()
    assert everything(ben) == everything(ann) == before
    bring_review_back(ann.session, taken)
    ann.sync(), ben.sync()
    assert everything(ben) == everything(ann) == begun
    assert ben.caseload.list(Meeting, review_id=review_id)
    assert [decision.what for decision in ben.caseload.list(Decision)] == ["Swimming"]
    assert ann.unsent() == ben.unsent() == 0
