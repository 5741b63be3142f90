"""The demonstration's caseload: 85 invented children, as current as the day on which it is made.

Nothing here is real: the children are from an invented return (resources/demonstration/NOTICE.md), the names
were made up, the telephone numbers are those that Ofcom keeps for drama, the postcodes' area does not exist.
It comes in through the same import as a council's files, so it shows what the product does and not more.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from iro_desktop.demonstration.council_files import COUNCIL, IRO_NAME, RESOURCES, council_files, plan_rows
from iro_desktop.demonstration.moved_dates import kind_of
from iro_desktop.demonstration.stories import Story, read_stories, told_child, told_review
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.stretch import FLOOR, Cost
from iro_desktop.device.vault import NewVault, create_vault
from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.review import Review
from iro_desktop.services.import_return import import_files
from iro_desktop.services.open_caseload import Keys, introduce, make_caseload
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import LetterHeldBack, open_letter, save_as_word

DEMONSTRATION_PASSPHRASE = "invented children only"  # noqa: S105 - it guards nothing, and says so
MARKER = f"Demonstration: every child is invented. The passphrase is: {DEMONSTRATION_PASSPHRASE}"
"""What the unlock screen says over a demonstration."""
IRO_PHONE = "01632 960014"
ELLIS = "143638"
"""The council's number of Ellis, 7, the worked example; the next review is the fourth."""


@dataclass(frozen=True)
class Demonstration:
    """A demonstration that was made: what opens it. `ellis_id` is the child of the scripted visit."""

    passphrase: str
    recovery_code: str
    ellis_id: str


def build_demonstration(
    paths: ProfilePaths, clock: Clock, secrets: SecretStore | None = None, *, cost: Cost = FLOOR
) -> Demonstration:
    """Make keys and a caseload in an empty profile, fill it, mark the profile, and close it again.

    VaultExists where the profile holds anything. The marker comes first, so that whatever a cut leaves
    behind is known for a demonstration.
    """
    paths.prepare()
    vault: NewVault = create_vault(paths, DEMONSTRATION_PASSPHRASE, secrets, cost=cost)
    paths.demonstration_marker.write_text(MARKER, encoding="utf-8")
    session = make_caseload(paths, Keys(vault.data_key, vault.device_id), clock)
    try:
        fill_demonstration(session)
    finally:
        session.caseload.close()
    return Demonstration(DEMONSTRATION_PASSPHRASE, vault.recovery_code, child_id(ELLIS))


def fill_demonstration(session: Session) -> Session:
    """Fill an empty caseload with the demonstration as of the session's today; return the session that
    knows the IRO."""
    session = introduce(
        session,
        replace(
            session.profile,
            name=IRO_NAME,
            phone=IRO_PHONE,
            email="sam.okafor@wrenshire.example",
            council=COUNCIL,
            local_helpline="You can ring Wrenshire Children’s Rights on 01632 960015. It is free.",
        ),
    )
    today = session.clock.today()
    sources = council_files(today, session.working_days)
    import_files(session.caseload, sources, council=COUNCIL, today=today)
    _mark_pathway_reviews(session)
    stories = read_stories(RESOURCES / "stories.json")
    for row in plan_rows():
        if row["story"]:
            _tell(session, child_id(row["CHILD"]), stories[row["story"]])
    return session


def child_id(number: str) -> str:
    """Return the id of the child whom the demonstration's council numbers `number`."""
    return imported_id(COUNCIL, "ssda903/child", number)


def _mark_pathway_reviews(session: Session) -> None:
    """Say of the care leavers' reviews what the return cannot: that they reviewed a pathway plan."""
    left: dict[str, date] = {
        e.child_id: e.ended_on
        for e in session.caseload.list(Episode)
        if e.reason_ended == "E17" and e.ended_on
    }
    with session.caseload.unit_of_work() as work:
        for review in work.list(Review, child_id=tuple(left)):
            kind = kind_of(review.held_on, left[review.child_id]) if review.held_on else None
            if kind:
                work.save(replace(review, kind=kind))
        work.commit()


def _tell(session: Session, child: str, story: Story) -> None:
    """Record the child's last review as the story tells it, finish it, and write its letter."""
    caseload = session.caseload
    people = caseload.list(Person, child_id=child)
    last = max(caseload.list(Review, child_id=child), key=lambda review: review.held_on or date.min)
    review, belongings = told_review(last, story, people)
    record = caseload.get(Child, child)
    if record is None or review.held_on is None:
        raise ValueError("the plan names a child that was not imported")
    with caseload.unit_of_work() as work:
        work.save(told_child(record, story))
        work.save(review)
        work.save_all(belongings)
        finished = datetime.combine(review.held_on, time(18), UTC)
        work.save(replace(review, finished_at=finished))
        work.commit()
    letter = open_letter(session, review.id).letter
    try:
        save_as_word(session, letter.id, None)
    except LetterHeldBack:
        return  # it waits as a draft, which is worth showing too
