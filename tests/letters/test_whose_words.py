"""Who is you, who is I, and whose is "her": a doubt stays as typed and is seen."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child import Person, PersonRole, Sex
from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.review import Answer, Attendance, Presence, SectionTopic
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.compose import compose
from iro_desktop.letters.facts import WrongChild
from iro_desktop.letters.gather import LetterRecords, gather
from iro_desktop.letters.second_person import from_child
from tests.letters.test_checks import findings
from tests.letters.worked import CHILD, PEOPLE, REVIEW, age_seven, decision, section, view

Name = LetterPartName


def sadia(**changes: object) -> LetterRecords:
    """Return the review as a girl's, Sadia's."""
    girl = replace(age_seven().child, given_name="Sadia", known_as="Sadia", sex=Sex.FEMALE)
    return replace(age_seven(), child=girl, **changes)  # type: ignore[arg-type]  # the records each test names


def told(records: LetterRecords, part: LetterPartName) -> str:
    return compose(gather(records)[0], Band.THIRTEEN_TO_15).part(part).text


@pytest.mark.parametrize("wish", ["a phone of my own for my birthday", "I want a phone of my own"])
def test_a_childs_my_is_your_in_the_decision_that_answers_it(wish: str) -> None:
    phone = decision(1, "A phone of my own for my birthday", "carers", by_on=date(2026, 4, 20))
    records = sadia(views=(view(1, wish=wish),), decisions=(phone,))
    text = told(records, Name.DECISIONS)
    assert text.startswith("You will have a phone of your own for your birthday.")


def test_the_writers_me_stays_the_writers() -> None:
    call = decision(9, "a call from me each month", "IRO", by_on=date(2026, 4, 20))
    assert told(sadia(decisions=(call,)), Name.DECISIONS).startswith(
        "You will have a call from me each month"
    )


def test_a_quotation_is_never_said_back() -> None:
    assert from_child("I said “I like my room” to my mum") == "you said “I like my room” to your mum"


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("Keith taught Sadia to cook biryani", "Keith taught you to cook biryani."),
        ("Mum agreed to call on Fridays", "Mum agreed to call on Fridays."),
        ("Priya asked Mark to ring the school", "Priya asked Mark to ring the school."),
        ("the agreed plan to be shared", "The agreed plan will be shared."),
    ],
)
def test_to_after_a_statement_is_no_will(what: str, said: str) -> None:
    one = decision(9, what, "carers", by_on=date(2026, 4, 20))
    assert told(sadia(decisions=(one,)), Name.DECISIONS).startswith(said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Sadia is settled with her carers", "You are settled with your carers."),
        (
            "Sadia enjoys time with her brother and she laughs",
            "You enjoy time with your brother and you laugh.",
        ),
        ("Contact with her brother was cancelled twice", "Contact with your brother was cancelled twice."),
        ("Dad gave Sadia a bike and taught her to ride", "Dad gave you a bike and taught you to ride."),
        ("Keith taught Sadia to cook biryani", "Keith taught you to cook biryani."),
    ],
)
def test_her_is_your_where_it_can_be_nobody_else(typed: str, said: str) -> None:
    records = sadia(sections=(section(SectionTopic.HOME, going_well=typed),))
    assert told(records, Name.GOING_WELL).split("\n")[0] == said
    assert not [each for each, _ in findings(records, Band.THIRTEEN_TO_15) if each.rule == 13]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Sadia told Mum about her day", "You told Mum about her day."),
        ("Jo took Sadia to her club", "Jo took you to her club."),
        ("Sadia and Amira share her room", "You and Amira share her room."),
    ],
)
def test_her_that_may_be_another_stays_and_is_a_check(typed: str, said: str) -> None:
    records = sadia(sections=(section(SectionTopic.HOME, going_well=typed),))
    assert told(records, Name.GOING_WELL).split("\n")[0] == said
    found = [(each.level, words) for each, words in findings(records, Band.THIRTEEN_TO_15) if each.rule == 13]
    assert found == [(Level.CHECK, "her")]


def test_i_who_told_the_child_is_the_writer() -> None:
    line = "I told Ellis I would ask about the bike and he smiled"
    records = replace(age_seven(), sections=(section(SectionTopic.CHILD, said=line),), views=())
    assert told(records, Name.WHAT_YOU_TOLD_US) == "I told you I would ask about the bike and you smiled."
    line = "I told Ellis I would ask Mark about the bike and he smiled"
    records = replace(age_seven(), sections=(section(SectionTopic.CHILD, said=line),), views=())
    assert told(records, Name.WHAT_YOU_TOLD_US) == "I told you I would ask Mark about the bike and he smiled."
    found = [(each.level, words) for each, words in findings(records, Band.FIVE_TO_8) if each.rule == 13]
    assert found == [(Level.CHECK, "he")]


def test_a_school_keeps_its_whole_name() -> None:
    school = Person(id="s", child_id=CHILD, name="The Lowmarsh School", role=PersonRole.SCHOOL)
    lines = (section(SectionTopic.HOME, going_well="You like The Lowmarsh School"),)
    text = told(replace(age_seven(), people=(*PEOPLE, school), sections=lines), Name.WHO_IS_WHO)
    assert "The Lowmarsh School is your school." in text


def test_an_advocate_is_told_of_in_whole_sentences() -> None:
    hollie = Person(id="a", child_id=CHILD, name="Hollie", role=PersonRole.ADVOCATE)
    text = told(replace(age_seven(), people=(*PEOPLE, hollie)), Name.IF_YOU_DISAGREE)
    assert "Hollie is your advocate. An advocate is not a social worker and helps you" in text


def test_a_bullet_is_no_part_of_a_sentence() -> None:
    review = replace(age_seven().review, iro_view="• your plan is right\n•\n- I agree")
    text = told(replace(age_seven(), review=review), Name.WHAT_I_THINK)
    assert text.startswith("Your plan is right.\nI agree.\n")


@pytest.mark.parametrize("when", ["31/2/27", "31-2-27", "31 February", "29 February 2027"])
def test_a_day_that_is_not_in_the_calendar_is_a_stop(when: str) -> None:
    one = decision(9, "a new bed", "carers", by_words=f"by {when}")
    found = [each for each, _ in findings(sadia(decisions=(one,)), Band.THIRTEEN_TO_15) if each.rule == 12]
    assert [each.level for each in found if f"no such day as “{when}”" in each.message] == [Level.STOP]


def test_a_leap_day_is_a_day() -> None:
    one = decision(9, "a new bed", "carers", by_words="by 29 February 2028")
    assert not [each for each, _ in findings(sadia(decisions=(one,)), Band.THIRTEEN_TO_15) if each.rule == 12]


@pytest.mark.parametrize(
    ("name", "role"), [("Yusuf", "Brother"), ("Yusuf, brother", ""), ("Yusuf", "her brother")]
)
def test_somebody_who_came_is_explained_by_the_role_typed(name: str, role: str) -> None:
    came = Attendance(id="a", child_id=CHILD, review_id=REVIEW, name=name, role_words=role)
    lines = (section(SectionTopic.HOME, going_well="Yusuf makes you laugh"),)
    assert "Yusuf is your brother." in told(sadia(sections=lines, attendances=(came,)), Name.WHO_IS_WHO)
    away = replace(came, presence=Presence.ABSENT)
    assert "Yusuf" not in told(sadia(sections=lines, attendances=(away,)), Name.WHO_IS_WHO)
    sorry = replace(came, presence=Presence.APOLOGIES)
    assert "Yusuf is your brother." in told(sadia(attendances=(sorry,)), Name.WHO_IS_WHO)


def test_somebody_who_came_does_not_clear_a_name_of_another_child() -> None:
    came = Attendance(id="a", child_id=CHILD, review_id=REVIEW, name="Yusuf", role_words="brother")
    facts, _ = gather(sadia(attendances=(came,)))
    assert "Yusuf" not in {value.value.name for value in facts.people}


def test_who_came_to_another_childs_review_is_refused() -> None:
    other = Attendance(id="a", child_id="other", review_id=REVIEW, name="Yusuf", role_words="brother")
    with pytest.raises(WrongChild):
        gather(sadia(attendances=(other,)))


def a_plain_no(answer: Answer, **fields: object) -> LetterRecords:
    """Return a review with one decision that nobody had wished for, and that is not agreed."""
    kept = decision(9, "sleep clinic", "Priya", answer=answer, why="The list is long", **fields)
    return sadia(decisions=(replace(kept, view_id=""),))


@pytest.mark.parametrize("answer", [Answer.NOT_YET, Answer.NO])
@pytest.mark.parametrize("band", [Band.FIVE_TO_8, Band.NINE_TO_12, Band.THIRTEEN_TO_15])
def test_a_child_who_asked_for_nothing_is_not_told_that_they_wanted_it(answer: Answer, band: Band) -> None:
    text = compose(gather(a_plain_no(answer))[0], band).part(Name.DECISIONS).text
    assert "The list is long" in text or "the list is long" in text
    assert "I know" not in text
    assert "I know" in compose(gather(wished_for(answer))[0], band).part(Name.WISHES).text


def wished_for(answer: Answer) -> LetterRecords:
    """Return a review with a wish, and a decision that answers it."""
    answering = decision(1, "a phone", "Priya", answer=answer, why="The list is long")
    return sadia(views=(view(1, wish="a phone"),), decisions=(answering,))


def test_the_words_for_the_child_say_first_what_was_not_agreed() -> None:
    text = told(a_plain_no(Answer.NOT_YET, what_for_child="You will see the sleep clinic"), Name.DECISIONS)
    assert text.startswith("You will see the sleep clinic. We did not agree to this yet.")


def test_in_place_is_no_time_at_which_somebody_will_tell() -> None:
    text = told(a_plain_no(Answer.NOT_YET, by_words="in place"), Name.DECISIONS)
    assert "in place" not in text
    assert "Priya, will tell you the answer" in text


def test_the_of_a_schools_name_is_no_name() -> None:
    school = Person(id="p9", child_id=CHILD, name="The Lowmarsh School", role=PersonRole.SCHOOL)
    records = replace(a_plain_no(Answer.NO), people=(*PEOPLE, school))
    assert "This is because the list is long." in told(records, Name.DECISIONS)
