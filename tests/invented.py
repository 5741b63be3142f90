"""An invented caseload for tests of services and screens: a few children in every state, today is fixed."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from iro_desktop.caseload import Caseload
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.clock import fixed_clock
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.person import Profile
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Answer, Decision, Meeting, Participation, Review, ReviewKind, View
from iro_desktop.services.session import Session

NOW = datetime(2026, 3, 12, 14, 2, tzinfo=UTC)
TODAY = date(2026, 3, 12)
FIRST = ("Ellis", "Zoe", "Amir", "Niamh", "Kai", "Oluwaseun", "Maja", "Theo", "Priya", "Jayden")
FAMILY = ("Hart", "Okoro", "Rahman", "Doyle", "Lindqvist", "Barker-Whitfield", "Nowak", "Price", "Shah")
PLACES = (("U4", "Macclesfield"), ("K2", "Crewe"), ("U1", "Leeds"), ("H5", "Stockport"), ("U6", "Nantwich"))


def session_in(folder: Path, records: list[Record] | None = None) -> Session:
    """Return a session on a fresh encrypted caseload that holds `records`."""
    clock = fixed_clock(NOW)
    caseload = Caseload.create(folder / "caseload.db", bytes(range(32)), device="d", person="p", clock=clock)
    profile = Profile(id="profile", name="Sam Okafor", council="Cheshire East")
    with caseload.unit_of_work() as work:
        finished_last = sorted(records or [], key=lambda r: getattr(r, "finished_at", None) is not None)
        work.save_all([profile, *finished_last])
        work.commit()
    return Session(caseload, clock, england_working_days(), profile)


def ellis(**changes: object) -> list[Record]:
    """Return Ellis, 7: a second review due in 6 days, a first one held and finished with a letter."""
    child = Child(
        id="ellis", source_key="90101", given_name="Ellis", family_name="Hart", known_as="Ellis",
        date_of_birth=date(2018, 6, 2), address="4 Mill Lane, Macclesfield", likes="Biscuit, dens",
        iro_name="Sam Okafor", careful="Mum is in hospital; Ellis thinks she is on holiday.",
        withheld=("mum.health",),
    )  # fmt: skip
    return [
        _changed(child, changes),
        Episode(id="e1", child_id="ellis", began_on=date(2025, 11, 20), reason_new="S", placement="U4"),
        Person(id="jo", child_id="ellis", name="Jo Marsh", called="Jojo", role=PersonRole.CARER,
               role_words="foster carer"),
        Person(id="sw", child_id="ellis", name="Priya Nair", role=PersonRole.SOCIAL_WORKER),
        Person(id="school", child_id="ellis", name="Mill Lane Primary", role=PersonRole.SCHOOL),
        Person(id="dad", child_id="ellis", name="Rob Hart", called="Dad", role=PersonRole.PARENT,
               no_contact=True),
        Person(id="old", child_id="ellis", name="Kim Old", role=PersonRole.SOCIAL_WORKER,
               until=date(2025, 12, 1)),
        Review(id="r1", child_id="ellis", kind=ReviewKind.FIRST, number=1, due_on=date(2025, 12, 18),
               held_on=date(2025, 12, 18), participation=Participation.ATTENDED_SPOKE,
               started_at=NOW - timedelta(days=84), finished_at=NOW - timedelta(days=83)),
        Meeting(id="m1", child_id="ellis", review_id="r1"),
        View(id="v1", child_id="ellis", review_id="r1", wish="swimming lessons"),
        Decision(id="d1", child_id="ellis", review_id="r1", what="Book a swim class", who="Jo Marsh",
                 by_on=date(2026, 1, 31), view_id="v1", answer=Answer.AGREED, position=0),
        Decision(id="d2", child_id="ellis", review_id="r1", what="Look for a bike", who="Priya Nair",
                 by_words="in the summer", answer=Answer.NOT_YET, position=1),
        Letter(id="l1", child_id="ellis", review_id="r1", saved_at=NOW - timedelta(days=82)),
    ]  # fmt: skip


def many(count: int) -> list[Record]:
    """Return `count` children in every state, each with a year of reviews, mostly in order."""
    found: list[Record] = []
    for n in range(count):
        began = TODAY - timedelta(days=170 + (n * 37) % 900)
        key = f"c{n:04}"
        code, town = PLACES[n % len(PLACES)]
        found.append(
            Child(id=key, source_key=str(70000 + n), given_name=FIRST[n % 10], family_name=FAMILY[n % 9],
                  date_of_birth=TODAY - timedelta(days=365 * (n % 18) + 100 + n), iro_name="Sam Okafor",
                  address=f"{n + 1} High Street, {town}", address_hidden=n % 23 == 5)
        )  # fmt: skip
        found.append(Episode(id=f"{key}e", child_id=key, began_on=began, reason_new="S", placement=code))
        found.append(Person(id=f"{key}p", child_id=key, name="Jo Marsh", role=PersonRole.CARER))
        held = [began + timedelta(days=20)]
        while held[-1] + timedelta(days=170) < TODAY - timedelta(days=n % 7):
            held.append(held[-1] + timedelta(days=80 if len(held) == 1 else 170))
        found += [
            Review(id=f"{key}r{m}", child_id=key, held_on=day, participation=Participation.ATTENDED_SPOKE)
            for m, day in enumerate(day for day in held if day < TODAY)
        ]
    return found


def _changed(child: Child, changes: dict[str, object]) -> Child:
    return Child(**{**vars(child), **changes})  # type: ignore[arg-type]  # fields by name, in a test
