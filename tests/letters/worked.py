"""The two worked examples as our records: one imaginary review of Ellis, at seven and at fifteen."""

from datetime import date

from iro_desktop.domain.child import Child, Person, PersonRole, Sex
from iro_desktop.domain.person import Profile
from iro_desktop.domain.review import (
    Answer,
    Decision,
    Participation,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.letters.gather import LetterRecords

CHILD, REVIEW = "child-ellis", "019d0000-0000-7000-8000-000000000004"
SAM = Profile(id="sam", name="Sam Okafor", phone="01632 960014", council="Anyshire")
PEOPLE = (
    Person(id="p1", child_id=CHILD, name="Jo", role=PersonRole.CARER, role_words="foster carer"),
    Person(id="p2", child_id=CHILD, name="Mark", role=PersonRole.CARER, role_words="foster carer"),
    Person(id="p3", child_id=CHILD, name="Priya", role=PersonRole.SOCIAL_WORKER),
    Person(id="p4", child_id=CHILD, name="Mr Hall", role=PersonRole.TEACHER),
    Person(id="p5", child_id=CHILD, called="Mum", name="Lena", role=PersonRole.PARENT),
)


def section(topic: SectionTopic, **columns: str) -> ReviewSection:
    """Return a section of Ellis's review."""
    return ReviewSection(id=f"s-{topic}", child_id=CHILD, review_id=REVIEW, topic=topic, **columns)


def view(position: int, words: str = "", wish: str = "") -> View:
    """Return a view of Ellis's review, with the id v1, v2, ..."""
    return View(
        id=f"v{position}", child_id=CHILD, review_id=REVIEW, words=words, wish=wish, position=position
    )


def decision(position: int, what: str, who: str, **rest: object) -> Decision:
    """Return a decision of Ellis's review that answers the view of the same number."""
    return Decision(
        id=f"d{position}",
        child_id=CHILD,
        review_id=REVIEW,
        what=what,
        who=who,
        view_id=f"v{position}",
        position=position,
        **rest,  # type: ignore[arg-type]  # the fields of Decision, checked by Decision itself
    )


def age_seven(*, in_words: bool = True) -> LetterRecords:
    """Return Ellis at seven; with `in_words`, the decisions as the IRO wrote them for the child."""
    return LetterRecords(
        child=Child(
            id=CHILD,
            source_key="C-7001",
            given_name="Ellis",
            family_name="Brook",
            known_as="Ellis",
            date_of_birth=date(2018, 6, 2),
            sex=Sex.MALE,
            keeps_festivals=("Easter",),
            withheld=("mum.health",),
        ),
        people=PEOPLE,
        review=Review(
            id=REVIEW,
            child_id=CHILD,
            number=4,
            held_on=date(2026, 3, 12),
            participation=Participation.ATTENDED_SPOKE,
            thanks="Thank you for the cake. I loved your den!",
            iro_view="Your plan is right for now.",
            challenge="You waited too long for an answer about Mum. I told Priya's manager.",
            next_booked_on=date(2026, 9, 10),
        ),
        sections=(section(SectionTopic.LEISURE, going_well="can swim now\nlooks after Biscuit the dog"),),
        views=(view(1, "I feel safe here"), view(2, wish="more time with Mum"), view(3, "Reading is hard")),
        decisions=_decided_at_seven(in_words=in_words),
        profile=SAM,
    )


def age_fifteen(*, in_words: bool = True) -> LetterRecords:
    """Return Ellis at fifteen, with other wishes and English in place of reading."""
    seven = age_seven()
    people = tuple(
        p
        if p.id != "p4"
        else Person(id="p4", child_id=CHILD, name="Mr Hall", role=PersonRole.TEACHER, role_words="form tutor")
        for p in PEOPLE
    )
    return LetterRecords(
        child=Child(
            id=CHILD,
            source_key="C-7001",
            given_name="Ellis",
            family_name="Brook",
            known_as="Ellis",
            date_of_birth=date(2010, 6, 2),
            sex=Sex.MALE,
        ),
        people=people,
        review=_held_at_fifteen(),
        sections=(
            section(
                SectionTopic.SCHOOL,
                said="finds English hard, and does not want to miss PE for extra help",
                going_well="Your maths is up two grades.",
            ),
            section(SectionTopic.HOME, going_well="Mark says you make the house laugh."),
        ),
        views=(
            view(1, wish="to stay with Jo and Mark"),
            view(2, wish="time with my mum without a worker in the room"),
        ),
        decisions=_decided_at_fifteen(in_words=in_words),
        profile=seven.profile,
    )


def _decided_at_seven(*, in_words: bool) -> tuple[Decision, ...]:
    return (
        decision(1, "stay with Jo and Mark", "council", by_words="in place"),
        decision(
            2,
            "more time with Mum",
            "Priya",
            by_on=date(2026, 4, 30),
            answer=Answer.NOT_YET,
            why="talk to Mum and check it is safe",
        ),
        decision(
            3,
            "reading help weekly",
            "Mr Hall",
            by_on=date(2026, 4, 20),
            what_for_child="Mr Hall will read with you each week. He will start after Easter."
            if in_words
            else "",
        ),
    )


def _decided_at_fifteen(*, in_words: bool) -> tuple[Decision, ...]:
    return (
        decision(1, "stay with Jo and Mark until you are at least 18", "council", by_words="in place"),
        decision(
            2,
            "time with mum without a worker",
            "Priya",
            by_on=date(2026, 4, 30),
            answer=Answer.NOT_YET,
            why="talk to your mum and check that it would be safe",
        ),
        decision(
            3,
            "set up English help on Tuesday lunchtimes, so that you keep PE",
            "Mr Hall",
            by_on=date(2026, 4, 20),
            what_for_child="Mr Hall, your form tutor, will set up English help by 20 April. "
            "It will be on Tuesday lunchtimes, so you keep PE."
            if in_words
            else "",
        ),
    )


def _held_at_fifteen() -> Review:
    return Review(
        id=REVIEW,
        child_id=CHILD,
        number=4,
        held_on=date(2026, 3, 12),
        participation=Participation.ATTENDED_SPOKE,
        thanks="Thank you for ringing me before your review. "
        "You ran the first half of the meeting yourself, and you did it well.",
        iro_view="Your plan is right for now.",
        challenge="I am worried that you have waited too long for an answer about your mum. "
        "I have told Priya’s manager.",
        next_booked_on=date(2026, 9, 10),
    )
