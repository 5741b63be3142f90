"""What the tests of named faults share: two laptops, a decision that both have, and ways to go wrong."""

import pytest
from sqlalchemy import text

from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Review
from iro_desktop.services.matters import matters
from tests.central.office import enrolled
from tests.sync.laptops import Laptop


@pytest.fixture
def child():
    return new_id()


@pytest.fixture
def make(office, tmp_path, child):
    """Make laptops of people who hold the child, and let go of them at the end."""
    made = []

    def laptop(name="Ann Reeve", *, person="", children=(), **more):
        folder = tmp_path / str(len(made))
        folder.mkdir()
        who = person or office.person(name, children=[child, *children])
        made.append(Laptop(office, folder, who, **more))
        return made[-1]

    yield laptop
    for one in made:
        one.close()


@pytest.fixture
def laptops(make):
    """Two people's laptops that share a child."""
    return make("Ann Reeve"), make("Ben Okafor")


@pytest.fixture
def decided(laptops, child):
    """A decision that both laptops have."""
    ann, ben = laptops
    review = Review(id=new_id(), child_id=child)
    decision = Decision(id=new_id(), child_id=child, review_id=review.id, what="Swimming", who="Jo")
    ann.save(Child(id=child, given_name="Ellis"), review, decision)
    ann.sync(), ben.sync()
    return decision


def in_step(*laptops):
    for _ in range(3):
        for one in laptops:
            one.sync()


def words(laptop, record_id):
    """Return every value that the office's changes here ever gave to a decision's `what`."""
    return {
        change["fields"]["what"]["now"]
        for _, change in laptop.caseload.office_desk.shared_history(record_id)
        if "what" in change["fields"]
    }


def sides(laptop):
    return sorted(side.words for matter in matters(laptop.session) for side in matter.sides)


def by_hand(office, person):
    """Return another laptop of a person that says what the test lets it say."""
    laptop = enrolled(office, person)
    laptop.scopes()
    laptop.sync()
    return laptop


def poisoned(laptop, *records):
    """Write records that the office will set aside, in the one way an app of today could: a broken base."""
    laptop.save(*records)
    with laptop.caseload.unit_of_work() as work, work.on_the_file() as connection:
        statement = text(
            "UPDATE journal SET fields = replace(fields, :said, :says)"
            " WHERE sequence = (SELECT max(sequence) FROM journal)"
        )
        connection.execute(statement, {"said": '"based_on":', "says": '"based_on":9000000000000'})
        work.commit()


def decisions(laptop, child, review, number):
    made = [Decision(id=new_id(), child_id=child, review_id=review, what=f"No {n}") for n in range(number)]
    laptop.save(*made)
    return made
