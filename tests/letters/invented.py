"""Seeded imaginary caseloads: children, their people, a review each; siblings and namesakes among them."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from faker import Faker

from iro_desktop.domain.child import Child, Person, PersonRole, Sex
from iro_desktop.domain.review import (
    Answer,
    Decision,
    Participation,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.letters.checks.others import KnownChild, OtherChildren, index_children
from iro_desktop.letters.gather import LetterRecords
from tests.letters.worked import SAM

ACCENTED = [
    "Zoë",
    "Chloë",
    "Siân",
    "Łukasz",
    "Noël",
    "André",
    "José",
    "Renée",
    "Ayşe",
    "Søren",
    "Seán",
    "Nuñez",
]
WORDS = ["Will", "Hope", "May", "Grace", "Rose", "Joy", "Summer", "Faith", "April", "Mark", "Poppy", "Daisy"]
LIKES = ["swimming", "football", "drawing", "baking", "the trampoline", "reading to the dog", "riding a bike"]
WELL = [
    "can swim now",
    "likes the new school",
    "is doing well at maths",
    "has made two good friends",
    "looks after the rabbit",
    "sleeps all night now",
    "eats a good breakfast",
    "enjoys drama club",
]
WORRIED = [
    "finds bedtime hard",
    "misses home at weekends",
    "gets cross when plans change",
    "is tired in the morning",
]
WISHES = [
    "more time with Mum",
    "a new bike",
    "to see my brother",
    "stay at the same school",
    "a phone",
    "to go on the school trip",
    "less homework help",
    "to play football on Saturdays",
]
QUOTES = [
    "I feel safe here",
    "Maths is hard",
    "I miss my old house",
    "I like it when we bake",
    "My bed is too small",
]
WHATS = [
    "stay with the carers",
    "a new bike before the summer",
    "arrange a visit to the old school",
    "swimming lessons",
    "extra help with reading",
    "talk to the school about lunch",
    "go on the school trip in June",
]
WHYS = [
    "talk to Mum first",
    "check that it is safe",
    "the club is full until June",
    "the judge has not decided yet",
]
HELD = date(2026, 3, 12)


@dataclass(frozen=True)
class Imaginary:
    """One child of a caseload and the records of their review."""

    records: LetterRecords
    known: KnownChild


def caseload(seed: int, size: int = 70) -> list[Imaginary]:
    """Return a caseload: some are brothers and sisters, some share a first name."""
    dice = random.Random(seed)
    fake = Faker("en_GB")
    fake.seed_instance(seed)
    found: list[Imaginary] = []
    family = ""
    for number in range(size):
        sibling = bool(family) and dice.random() < 0.15
        family = family if sibling else fake.last_name()
        given = dice.choice(
            (fake.first_name,) * 8 + ((lambda: dice.choice(ACCENTED)), (lambda: dice.choice(WORDS)))
        )()
        found.append(child(dice, fake, seed, number, given, family))
    return found


def child(dice: random.Random, fake: Faker, seed: int, number: int, given: str, family: str) -> Imaginary:
    """Return one child with people, a review and what was recorded in it."""
    child_id, review_id = f"c{seed}-{number}", f"r{seed}-{number}"
    born = date(2009, 1, 1) + timedelta(days=dice.randrange(5000))
    one = Child(
        id=child_id,
        source_key=str(500_000 + seed * 100 + number),
        given_name=given,
        family_name=family,
        known_as=given,
        date_of_birth=born,
        sex=dice.choice((Sex.MALE, Sex.FEMALE)),
        address=fake.street_address().replace("\n", ", "),
        postcode=fake.postcode(),
    )
    roles = (PersonRole.CARER, PersonRole.SOCIAL_WORKER, PersonRole.TEACHER)
    people = tuple(
        Person(
            id=f"p{child_id}-{role}",
            child_id=child_id,
            name=fake.name(),
            role=role,
            phone=fake.phone_number(),
        )
        for role in roles
    )
    records = LetterRecords(
        one, people, review(dice, one, review_id), *written(dice, child_id, review_id), SAM
    )
    known = KnownChild(
        child_id,
        given=(given,),
        family=family,
        family_circle=tuple(p.name for p in people if p.role is PersonRole.CARER),
        numbers=(one.source_key,),
        born=born,
        phones=tuple(p.phone for p in people),
        addresses=(one.address,),
        postcodes=(one.postcode,),
    )
    return Imaginary(records, known)


def review(dice: random.Random, one: Child, review_id: str) -> Review:
    return Review(
        id=review_id,
        child_id=one.id,
        held_on=HELD,
        participation=Participation.ATTENDED_SPOKE,
        thanks=f"Thank you for telling me about {dice.choice(LIKES)}.",
        iro_view="Your plan is right for now.",
        next_booked_on=HELD + timedelta(days=dice.randrange(90, 180)),
    )


def written(
    dice: random.Random, child_id: str, review_id: str
) -> tuple[tuple[ReviewSection, ...], tuple[View, ...], tuple[Decision, ...]]:
    ids = {"child_id": child_id, "review_id": review_id}
    sections = (
        ReviewSection(
            id=f"s{review_id}",
            topic=SectionTopic.CHILD,
            going_well="\n".join(dice.sample(WELL, 2)),
            worried=dice.choice(WORRIED),
            **ids,
        ),
    )
    views = (
        View(id=f"v{review_id}-1", words=dice.choice(QUOTES), position=1, **ids),
        View(id=f"v{review_id}-2", wish=dice.choice(WISHES), position=2, **ids),
    )
    whats = dice.sample(WHATS, 2)
    decisions = (
        Decision(
            id=f"d{review_id}-1", what=whats[0], who="SW", by_on=HELD + timedelta(days=20), position=1, **ids
        ),
        Decision(
            id=f"d{review_id}-2",
            what=whats[1],
            who="social worker",
            by_on=HELD + timedelta(days=30),
            position=2,
            answer=dice.choice(tuple(Answer)),
            why=dice.choice(WHYS),
            view_id=f"v{review_id}-2",
            **ids,
        ),
    )
    return sections, views, decisions


def index_of(children: list[Imaginary]) -> OtherChildren:
    return index_children(one.known for one in children)
