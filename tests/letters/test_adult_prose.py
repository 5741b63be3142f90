"""Lines as adults type them become sentences to the child; what cannot be turned safely stays as typed."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.review import Answer, Decision, SectionTopic
from iro_desktop.letters.compose import compose
from iro_desktop.letters.gather import gather
from tests.letters.worked import CHILD, PEOPLE, REVIEW, age_seven, section, view


def told(part: LetterPartName, band: Band = Band.THIRTEEN_TO_15, **changes: object) -> str:
    records = replace(age_seven(), **changes)  # type: ignore[arg-type]  # the records each test names
    return compose(gather(records)[0], band).part(part).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ellis is kind at school and he has friends", "You are kind at school and you have friends."),
        ("Ellis's attendance is 98%", "Your attendance is 98%."),
        ("Attending every day", "You are attending every day."),
        ("Reading has improved", "Reading has improved."),
        ("Enjoys football", "You enjoy football."),
        ("Visits to Mum are going well", "Visits to Mum are going well."),
        ("He struggles with change", "You struggle with change."),
        ("Mark is ill\nHe struggles with change", "Mark is ill.\nHe struggles with change."),
        ("not sleeping well", "You are not sleeping well."),
        ("Jo says Ellis laughs and always helps", "Jo says you laugh and always help."),
        ("Mum told Ellis about his brother", "Mum told you about his brother."),
        ("Maths is better. ELLIS has a new friend!", "Maths is better. You have a new friend!"),
    ],
)
def test_lines_about_the_child(typed: str, said: str) -> None:
    assert told(LetterPartName.WORRIES, sections=(section(SectionTopic.CHILD, worried=typed),)) == said


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("I want to see my brother", "You want to see your brother."),
        ("Ellis wants a phone", "You want a phone."),
        ("not to move again", "You want not to move again."),
        ("Can I have a dog?", "You asked: “Can I have a dog?”"),
        ("To play football on Saturdays.", "You want to play football on Saturdays."),
        ("help with maths", "You want help with maths."),
        ("Mark to come to my party", "You want Mark to come to your party."),
    ],
)
def test_wishes(wish: str, said: str) -> None:
    assert told(LetterPartName.WHAT_YOU_TOLD_US, views=(view(1, wish=wish),)) == said


@pytest.mark.parametrize(
    ("what", "who", "said"),
    [
        (
            "SW to arrange a school meeting",
            "SW",
            "Your social worker, Priya, will arrange a school meeting. This will",
        ),
        (
            "Ellis to remain at Hope Primary",
            "LA",
            "You will remain at Hope Primary. The council will make sure",
        ),
        (
            "Life story work",
            "social worker",
            "You will have life story work. Your social worker, Priya, will make",
        ),
        ("New bed", "carers", "You will have a new bed. Jo and Mark will make sure that this happens"),
        ("talk to the school", "IRO", "I will talk to the school. This will be done by Monday 20 April."),
        (
            "English lessons",
            "Mr Hall",
            "You will have English lessons. Mr Hall, your teacher, will make sure",
        ),
        (
            "The panel will meet in May.",
            "Team Manager",
            "The panel will meet in May. Your social worker's manager will",
        ),
    ],
)
def test_decisions_keep_what_who_and_when(what: str, who: str, said: str) -> None:
    one = Decision(id="d", child_id=CHILD, review_id=REVIEW, what=what, who=who, by_on=date(2026, 4, 20))
    text = told(LetterPartName.DECISIONS, decisions=(one,))
    assert text.startswith(said)
    assert "by Monday 20 April" in text


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("Ellis is too young", "This is because you are too young."),
        ("Because the flat is too small", "This is because the flat is too small."),
        ("assessment to be completed", "This is because assessment needs to be completed."),
        ("Mark is away", "This is because Mark is away."),
        ("ask the judge", "Your social worker, Priya, must first ask the judge."),
    ],
)
def test_reasons(why: str, said: str) -> None:
    one = Decision(
        id="d",
        child_id=CHILD,
        review_id=REVIEW,
        what="a phone",
        who="SW",
        why=why,
        answer=Answer.NO,
        view_id="v1",
    )
    assert said in told(LetterPartName.WISHES, decisions=(one,), views=(view(1, wish="a phone"),))


def test_two_people_of_one_first_name_keep_their_whole_names() -> None:
    people = (*PEOPLE, Person(id="x", child_id=CHILD, name="Jo Brown", role=PersonRole.PERSONAL_ADVISER))
    assert "Jo Brown is your personal adviser." in told(LetterPartName.WHO_IS_WHO, people=people, sections=(
        section(SectionTopic.CHILD, worried="Jo Brown came to tea"),
    ))  # fmt: skip
