"""Each rule on a line that breaks it and on one that does not, with the place it points at."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child import Person, PersonRole
from iro_desktop.domain.letter import Band, LetterPart, LetterPartName
from iro_desktop.domain.review import Answer, Decision, SectionTopic, View
from iro_desktop.letters.checks.easy_reading import split
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.draft import with_rewrites
from iro_desktop.letters.facts import Source, Value, Withheld, WithheldFact, WrongChild
from iro_desktop.letters.gather import LetterRecords, gather
from tests.letters.worked import CHILD, REVIEW, age_fifteen, age_seven, section

Name = LetterPartName


def findings(records: LetterRecords, band: Band, **texts: str) -> tuple[tuple[Finding, str], ...]:
    """Return each finding of a letter with some parts rewritten, and the words it points at."""
    facts, kept_out = gather(records)
    rewrites = [
        LetterPart(id=name, child_id=CHILD, review_id=REVIEW, letter_id="l", part=Name(name), text=text)
        for name, text in texts.items()
    ]
    draft = with_rewrites(compose(facts, band), rewrites)
    found = run_checks(context_of(draft, facts, kept_out, OtherChildren()))
    return tuple(
        (each, draft.part(each.part).text[each.start : each.end] if each.part else "") for each in found
    )


def rule(number: int, found: tuple[tuple[Finding, str], ...]) -> list[tuple[Level, str]]:
    return [(each.level, words) for each, words in found if each.rule == number]


@pytest.mark.parametrize(
    ("number", "part", "text", "level", "words"),
    [
        (2, Name.GOING_WELL, "Mum is in hospital.", Level.STOP, "Mum is in hospital."),
        (2, Name.GOING_WELL, "Mark was in prison.", Level.CHECK, "Mark was in prison."),
        (6, Name.DECISIONS, "Priya will explore a club.", Level.CHECK, "explore"),
        (7, Name.WHAT_YOU_TOLD_US, "“I feel unsafe here.”", Level.STOP, "“I feel unsafe here.”"),
        (7, Name.GOING_WELL, "You are “the best”.", Level.CHECK, "“the best”"),
        (9, Name.GOING_WELL, "You " + "run and swim " * 6 + "now.", Level.CHECK, None),
        (10, Name.GOING_WELL, "You like your placement.", Level.CHECK, "placement"),
        (10, Name.GOING_WELL, "Your LAC day was fun.", Level.CHECK, "LAC"),
        (11, Name.GOING_WELL, "You met the MASH team.", Level.CHECK, "MASH"),
        (12, Name.DECISIONS, "Jo will go on 12/04/26.", Level.CHECK, "12/04/26"),
        (12, Name.DECISIONS, "Jo will go on Friday 20 April.", Level.CHECK, "Friday 20 April"),
        (12, Name.DECISIONS, "Jo will go after Diwali.", Level.CHECK, "Diwali"),
        (13, Name.GOING_WELL, "Ellis likes maths.", Level.STOP, "Ellis"),
        (13, Name.GOING_WELL, "I like Ellis’s den.", Level.STOP, "Ellis’s"),
        (15, Name.GOING_WELL, "Well done <name>!", Level.STOP, "<name>"),
        (16, Name.GOING_WELL, "You refused to go.", Level.CHECK, "refused"),
        (17, Name.GOING_WELL, "You will always stay.", Level.TIP, "always"),
        (18, Name.GREETING, "Dear Elliot,", Level.STOP, "Dear Elliot,"),
    ],
)
def test_a_rule_points_at_the_words(
    number: int, part: LetterPartName, text: str, level: Level, words: str | None
) -> None:
    found = rule(number, findings(age_seven(), Band.FIVE_TO_8, **{part.value: text}))
    assert (level, text if words is None else words) in found


@pytest.mark.parametrize(
    ("number", "part", "text"),
    [
        (2, Name.GOING_WELL, "You see Mum every week."),
        (7, Name.WHAT_YOU_TOLD_US, "“i feel safe here”"),
        (10, Name.REACH_ME, "Please contact me any day."),
        (11, Name.GOING_WELL, "You like PE and TV."),
        (12, Name.DECISIONS, "Jo will go on Monday 20 April."),
        (12, Name.DECISIONS, "Jo will go after Easter."),
        (13, Name.GOING_WELL, "Well done, Ellis!"),
        (15, Name.GOING_WELL, "You got XX marks.".replace("XX", "ten")),
        (18, Name.GREETING, "Hello ELLIS!"),
    ],
)
def test_a_rule_lets_good_words_be(number: int, part: LetterPartName, text: str) -> None:
    assert rule(number, findings(age_seven(), Band.FIVE_TO_8, **{part.value: text})) == []


def test_fixes_fit_in_their_place() -> None:
    found = findings(
        age_seven(), Band.FIVE_TO_8, decisions="Your placement: by 12/04/26, or Friday 20 April."
    )
    fixes = {words: each.fix for each, words in found if each.fix}
    assert fixes["placement"] == "home"
    assert fixes["12/04/26"] == "Sunday 12 April"
    assert fixes["Friday 20 April"] == "Monday 20 April"
    assert split("You like school and you are good at maths.") == "You like school. You are good at maths."
    assert split("You will stay with Jo and Mark until you are 18.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Contact with your brother was cancelled twice.",
        "The maternal family came.",
        "You are in placement now.",
        "Priya wrote the care plan with you.",
        "Your placement with Jo is good.",
        "The local authority must help.",
    ],
)
def test_no_fix_is_offered_that_would_change_what_is_true(text: str) -> None:
    found = [each for each, _ in findings(age_seven(), Band.FIVE_TO_8, going_well=text) if each.rule == 10]
    assert found and all(each.fix is None for each in found)


def test_an_unanswered_wish_is_a_stop_until_it_is_answered() -> None:
    records = replace(age_seven(), decisions=age_seven().decisions[:1])
    (found,) = rule(5, findings(records, Band.FIVE_TO_8))
    assert found == (Level.STOP, "more time with Mum")
    answer = "You asked for more time with Mum. Not yet: Priya will ask her by May."
    assert rule(5, findings(records, Band.FIVE_TO_8, wishes=answer)) == []
    assert rule(
        5, findings(age_seven(), Band.FIVE_TO_8, wishes="You asked for a dog. No.", what_you_told_us="Hi")
    )


def test_an_open_answer_is_a_stop_and_is_never_told_as_a_yes() -> None:
    opened = tuple(replace(each, answer=Answer.OPEN) for each in age_seven().decisions)
    unlinked = tuple(replace(each, view_id="") for each in opened)
    for decisions in (opened, unlinked):
        records = replace(age_seven(), decisions=decisions)
        assert all(level is Level.STOP for level, _words in rule(5, findings(records, Band.FIVE_TO_8)))
        letter = compose(gather(records)[0], Band.FIVE_TO_8)
        assert letter.part(Name.DECISIONS).text.strip() == ""
        assert "The answer is yes" not in letter.part(Name.WISHES).text
        assert len(rule(5, findings(records, Band.FIVE_TO_8))) >= len(decisions)


def test_no_decision_and_no_views_are_stops_of_rule_4() -> None:
    empty = replace(age_seven(), decisions=(), views=(), sections=())
    parts = {
        each.part
        for each, _ in findings(empty, Band.FIVE_TO_8)
        if each.rule == 4 and each.level is Level.STOP
    }
    assert parts == {Name.WHAT_YOU_TOLD_US, Name.DECISIONS}
    nobody = replace(age_seven(), profile=replace(age_seven().profile, phone=""))
    parts = {
        each.part
        for each, _ in findings(nobody, Band.FIVE_TO_8)
        if each.rule == 4 and each.level is Level.STOP
    }
    assert parts == {Name.REACH_ME}


def test_a_decision_without_who_or_when_is_seen() -> None:
    bare = Decision(id="d9", child_id=CHILD, review_id=REVIEW, what="swimming lessons", position=9)
    found = findings(replace(age_seven(), decisions=(*age_seven().decisions, bare)), Band.FIVE_TO_8)
    assert any("who or by when" in each.message for each, _ in found if each.rule == 6)


HIDDEN = Person(
    id="h",
    child_id=CHILD,
    name="Hillside School",
    role=PersonRole.SCHOOL,
    hidden=True,
    address="4 Secret Lane, Anytown AB1 2CD",
    phone="01632 960777",
)
GONE = Person(
    id="g", child_id=CHILD, name="Derek Stone", called="Del", role=PersonRole.FAMILY, no_contact=True
)


@pytest.mark.parametrize(
    "text",
    [
        "You go to Hillside School.",
        "at 4 Secret Lane",
        "in ab12cd",
        "ring 01632 960 777",
        "Del was there.",
        "You saw derek.",
        "Derek Stone came.",
        "You like Hillside.",
        "You live in Secret Lane.",
        "Mr Stone came.",
        "ring 01632\u00a0960777",
    ],
)
def test_hidden_places_and_no_contact_people_are_stops_that_cannot_stand(text: str) -> None:
    records = replace(age_seven(), people=(*age_seven().people, HIDDEN, GONE))
    found = [each for each, _ in findings(records, Band.FIVE_TO_8, going_well=text) if each.rule == 3]
    assert found
    assert not any(each.may_stand for each in found)
    assert not [each for each, _ in findings(records, Band.FIVE_TO_8) if each.rule == 3]
    assert "Hillside" not in str(compose(gather(records)[0], Band.THIRTEEN_TO_15))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("You live at 9 Quiet Rd.", Level.STOP),
        ("I came to Quiet Road.", Level.STOP),
        ("You like Netherholm.", Level.CHECK),
        ("You live in AB1 now.", Level.CHECK),
        ("It was a quiet road.", None),
    ],
)
def test_a_hidden_home_is_not_told(text: str, level: Level | None) -> None:
    child = replace(
        age_seven().child, address="9 Quiet Road, Netherholm", postcode="AB1 3CD", address_hidden=True
    )
    records = replace(age_seven(), child=child)
    found = rule(3, findings(records, Band.FIVE_TO_8, going_well=text))
    assert {each for each, _ in found} == ({level} if level else set())


def test_a_no_contact_person_whose_name_is_a_word_does_not_stop_the_word() -> None:
    will = replace(GONE, name="Mr Will Stone", called="Uncle Will")
    records = replace(age_seven(), people=(*age_seven().people, will))
    assert not rule(3, findings(records, Band.FIVE_TO_8, going_well="You will swim. Mr Hall will help."))
    assert rule(3, findings(records, Band.FIVE_TO_8, going_well="You saw Will."))


def test_words_of_a_note_are_seen() -> None:
    note = "strategy meeting held after the carer reported bruising to both of the arms"
    records = replace(age_seven(), sections=(section(SectionTopic.HEALTH, note=note),))
    assert rule(2, findings(records, Band.FIVE_TO_8, going_well="There was a " + note + "."))
    assert note not in str(compose(gather(records)[0], Band.THIRTEEN_TO_15))


def test_values_of_two_children_or_reviews_never_meet() -> None:
    for other in (
        View(id="x", child_id="another", review_id=REVIEW, words="hello"),
        View(id="x", child_id=CHILD, review_id="another", words="hello"),
    ):
        with pytest.raises(WrongChild):
            gather(replace(age_seven(), views=(other,)))
    with pytest.raises(WrongChild):
        gather(replace(age_seven(), people=(replace(age_seven().people[0], child_id="another"),)))
    with pytest.raises(WrongChild):
        gather(replace(age_seven(), review=replace(age_seven().review, child_id="another")))
    facts = gather(age_seven())[0]
    with pytest.raises(WrongChild):
        replace(facts, thanks=Value("hello", Source("another", REVIEW)))


def test_a_withheld_fact_cannot_become_text() -> None:
    fact = Withheld("mum.health")
    for use in (str, "{}".format, lambda each: f"{each}", lambda each: f"{each:>9}"):
        with pytest.raises(WithheldFact):
            use(fact)
    assert "health" not in repr(fact)


def test_every_answer_is_told_with_its_reason() -> None:
    for answer, said in ((Answer.NO, "The answer is no."), (Answer.NOT_YET, "We cannot say yes yet.")):
        decisions = tuple(replace(each, answer=answer) for each in age_seven().decisions[1:2])
        text = str(compose(gather(replace(age_seven(), decisions=decisions))[0], Band.FIVE_TO_8))
        assert said in text
        assert "check it is safe" in text


def test_the_older_example_has_nothing_to_look_at_but_the_missing_worries() -> None:
    assert [each.rule for each, _ in findings(age_fifteen(), Band.THIRTEEN_TO_15)] == [4]
