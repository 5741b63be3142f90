"""A laptop whose older caseload was opened as it is says so at the next sync, and has everything again."""

from dataclasses import replace

import pytest

from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision
from iro_desktop.sync.stand import PUT_BACK


def test_what_an_older_caseload_lacks_comes_back_from_the_office(laptops, decided, child):
    ann, ben = laptops
    kept = ann.copy()
    lost = [
        Decision(id=new_id(), child_id=child, review_id=decided.review_id, what=f"No {n}") for n in range(4)
    ]
    ann.save(*lost)
    ann.sync()
    before = ann.stand.device
    ann.put_back(kept)
    ann.caseload.put_desk(PUT_BACK, True)
    written = [replace(one, id=new_id(), what=f"New {n}") for n, one in enumerate([*lost, *lost])]
    ann.save(*written)  # by now its own count is past what the office knows of
    run = ann.sync()
    assert run.next() is None
    assert ann.stand.device != before
    assert ann.caseload.desk(PUT_BACK) is None
    assert [ann.get(Decision, one.id) for one in (*lost, *written)] == [*lost, *written]
    name = ann.stand.device
    ann.sync(), ben.sync()
    assert ann.stand.device == name, "told once"
    assert [ben.get(Decision, one.id) for one in (*lost, *written)] == [*lost, *written]


def test_told_or_not_no_word_of_it_is_covered(laptops, decided, child):
    """Without being told the office finds out by itself: later, and nothing is lost then either."""
    ann, ben = laptops
    kept = ann.copy()
    ann.save(replace(decided, what="Swimming on Mondays"))
    ann.sync()
    ann.put_back(kept)
    ann.save(replace(decided, who="Priya"))
    ann.sync(), ben.sync(), ann.sync()
    assert ben.get(Decision, decided.id) == ann.get(Decision, decided.id)
    assert ann.get(Decision, decided.id).what == "Swimming on Mondays"


@pytest.mark.parametrize("kept", [None, False])
def test_otherwise_a_laptop_keeps_its_name(laptops, decided, kept):
    ann, _ = laptops
    ann.caseload.put_desk(PUT_BACK, kept)
    before = ann.stand.device
    ann.sync()
    assert ann.stand.device == before
