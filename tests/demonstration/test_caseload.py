"""The demonstration from an empty profile to what an IRO sees on opening it."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iro_desktop.demonstration.caseload import (
    DEMONSTRATION_PASSPHRASE,
    Demonstration,
    build_demonstration,
)
from iro_desktop.demonstration.council_files import IRO_NAME
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import VaultExists, open_vault
from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.clock import fixed_clock
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.next_review import history_of, next_due
from iro_desktop.domain.review import Decision, Meeting, Review
from iro_desktop.services.open_caseload import Keys, open_caseload
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import open_letter

CLOCK = fixed_clock(datetime(2026, 11, 23, 10, tzinfo=UTC))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[ProfilePaths, Demonstration]:
    paths = ProfilePaths(tmp_path_factory.mktemp("demonstration") / "profile")
    return paths, build_demonstration(paths, CLOCK)


@pytest.fixture
def session(made: tuple[ProfilePaths, Demonstration]) -> Iterator[Session]:
    paths, demonstration = made
    vault = open_vault(paths, demonstration.passphrase, None)
    session = open_caseload(paths, Keys(vault.data_key, vault.device_id), CLOCK)
    yield session
    session.caseload.close()


def days_left(session: Session) -> dict[str, int]:
    caseload, today = session.caseload, session.clock.today()
    episodes, reviews, meetings = caseload.list(Episode), caseload.list(Review), caseload.list(Meeting)
    found = {}
    for child in caseload.list(Child):
        due = next_due(history_of(child, episodes, reviews, meetings), session.working_days).due_on
        assert due is not None
        found[child.id] = (due - today).days
    return found


def test_it_is_marked_and_belongs_to_sam(session: Session) -> None:
    assert session.demonstration
    assert session.profile.name == IRO_NAME
    assert session.profile.phone == "01632 960014"


def test_something_is_overdue_something_is_tomorrow_and_most_is_in_order(session: Session) -> None:
    days = days_left(session)
    assert len(days) == 85
    assert sum(day < 0 for day in days.values()) == 2
    assert 1 in days.values()
    assert sum(day > 14 for day in days.values()) > 70


def test_the_children_are_of_every_age_and_some_of_what_an_iro_meets(session: Session) -> None:
    children = session.caseload.list(Child)
    today = session.clock.today()
    ages = {(today - child.date_of_birth).days // 365.25 for child in children if child.date_of_birth}
    assert ages == set(range(2, 21))
    assert 4 <= sum(child.address_hidden for child in children) <= 20
    assert sum(child.uasc_until is not None for child in children) >= 4
    assert len({child.ethnicity for child in children}) >= 12
    families = Counter(child.family_name for child in children)
    assert sum(number > 1 for number in families.values()) >= 6
    assert all(child.given_name and child.family_name and child.iro_name == IRO_NAME for child in children)
    assert all(child.postcode.startswith("ZQ") for child in children)


def test_everybody_has_a_carer_a_social_worker_and_a_team_manager(session: Session) -> None:
    roles: dict[str, set[PersonRole]] = {}
    for person in session.caseload.list(Person):
        roles.setdefault(person.child_id, set()).add(person.role)
        assert person.phone == "" or person.phone.startswith(("01632 960", "07700 900"))
    needed = {PersonRole.CARER, PersonRole.SOCIAL_WORKER, PersonRole.TEAM_MANAGER}
    assert len(roles) == 85
    assert all(needed <= own for own in roles.values())


def test_ellis_is_ready_for_the_visit(session: Session, made: tuple[ProfilePaths, Demonstration]) -> None:
    ellis = session.caseload.get(Child, made[1].ellis_id)
    assert ellis
    assert (ellis.name_used, ellis.withheld, ellis.keeps_festivals) == ("Ellis", ("mum.health",), ("Easter",))
    assert days_left(session)[ellis.id] in {6, 7, 8}
    reviews = session.caseload.list(Review, child_id=ellis.id, order_by="held_on")
    assert len(reviews) == 3
    assert reviews[-1].finished_at
    assert len(session.caseload.list(Decision, review_id=reviews[-1].id)) == 3
    people = {(p.called or p.name, p.role) for p in session.caseload.list(Person, child_id=ellis.id)}
    assert {("Jo", PersonRole.CARER), ("Mark", PersonRole.CARER), ("Mr Hall", PersonRole.TEACHER)} <= people
    assert ("Priya Nair", PersonRole.SOCIAL_WORKER) in people


def test_the_recorded_reviews_have_letters_without_a_stop(session: Session) -> None:
    letters = session.caseload.list(Letter)
    assert len(letters) == 5
    for letter in letters:
        assert letter.saved_blob
        stops = [f for f in open_letter(session, letter.review_id).findings if f.level.name == "STOP"]
        assert stops == []


def test_a_profile_in_use_is_never_turned_into_a_demonstration(
    made: tuple[ProfilePaths, Demonstration],
) -> None:
    with pytest.raises(VaultExists):
        build_demonstration(made[0], CLOCK)


def test_the_passphrase_is_the_documented_one() -> None:
    assert DEMONSTRATION_PASSPHRASE == "invented children only"


def test_the_shipped_files_name_their_source_and_licence() -> None:
    folder = Path(__file__).resolve().parents[2] / "resources" / "demonstration"
    assert "MIT" in (folder / "NOTICE.md").read_text(encoding="utf-8")
    assert "WITHOUT WARRANTY" in (folder / "LICENCE-csc-validator-be-903.txt").read_text(encoding="utf-8")
