"""The two worked examples come out of our records: every fact in place, as easy to read as by hand."""

import pytest

from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.draft import Draft
from iro_desktop.letters.gather import gather
from iro_desktop.letters.reading import Reading, measure, reading_of
from tests.letters.worked import age_fifteen, age_seven

SEVEN_FACTS = [
    "Thursday 12 March",
    "Dear Ellis,",
    "Thank you for the cake. I loved your den!",
    "I am Sam.",
    "“I feel safe here.”",
    "You want more time with Mum.",
    "“Reading is hard.”",
    "You can swim now.",
    "You look after Biscuit the dog.",
    "You will stay with Jo and Mark.",
    "You asked for more time with Mum.",
    "We cannot say yes yet.",
    "First, Priya must talk to Mum and check it is safe.",
    "by the end of April",
    "01632 960014",
    "advocate",
    "September",
    "From Sam",
    "Jo and Mark are your foster carers.",
    "Priya is your social worker.",
    "Mr Hall is your teacher.",
    "Mr Hall",
    "Easter",
]
FIFTEEN_FACTS = [
    "Thursday 12 March 2026",
    "Dear Ellis,",
    "Thank you for ringing me before your review.",
    "You ran the first half of the meeting yourself",
    "You want to stay with Jo and Mark.",
    "You want time with your mum without a worker in the room.",
    "You find English hard, and do not want to miss PE",
    "Your maths is up two grades.",
    "Mark says you make the house laugh.",
    "You will stay with Jo and Mark until you are at least 18.",
    "English help",
    "20 April",
    "Tuesday lunchtimes",
    "PE",
    "We did not agree to this yet.",
    "Your social worker, Priya, must first talk to your mum",
    "check that it would be safe",
    "30 April",
    "Your plan is right for now.",
    "waited too long",
    "I have told Priya’s manager.",
    "advocate",
    "complain",
    "Thursday 10 September",
    "You choose the place and who comes.",
    "end of August",
    "A copy goes on your file.",
    "Sam Okafor",
    "Independent Reviewing Officer (IRO)",
    "01632 960014",
    "Mr Hall",
    "form tutor",
]
SEVEN_BY_HAND = """Thank you for the cake. I loved your den! I am Sam. I check that grown-ups do what they promise you.
“I feel safe here.” You want to see Mum more. Reading is hard.
You can swim now. You look after Biscuit the dog. Well done!
You will stay with Jo and Mark. We all agreed. You asked to see Mum more. We cannot say yes yet. First, Priya must talk to Mum and check it is safe. Priya will tell you by the end of April. Mr Hall will read with you each week. He will start after Easter.
Ask Jo to ring me on 01632 960014. It is OK to feel sad, cross or worried. You can have a helper just for you. They are called an advocate. I can find you one. I will see you in September.
From Sam
Jo and Mark are your foster carers. Priya is your social worker. Mr Hall is your teacher."""  # noqa: E501 - the words of the specification
FIFTEEN_BY_HAND = """Thank you for ringing me before your review. You ran the first half of the meeting yourself, and you did it well.
You want to stay with Jo and Mark. You want time with your mum without a worker in the room. You find English hard, and you do not want to miss PE for extra help.
Your maths is up two grades. Mark says you make the house laugh.
You will stay with Jo and Mark until you are at least 18. This is now in your plan. Mr Hall, your form tutor, will set up English help by 20 April. It will be on Tuesday lunchtimes, so you keep PE.
Time alone with your mum was not agreed. I know that is not what you wanted. Your social worker, Priya, must first talk to your mum and check that it would be safe. She will tell you her answer, and the reasons, by 30 April. I will check that she has.
Your plan is right for now. I am worried that you have waited too long for an answer about your mum. I have told Priya’s manager.
Tell me. You can have an advocate, who is not a social worker and helps you get your point across. You can also complain. Nobody will hold it against you.
It is planned for Thursday 10 September. You choose the place and who comes. Please tell me by the end of August.
You do. A copy goes on your file. Tell me who else may see it.
Sam Okafor, your Independent Reviewing Officer (IRO). I check that adults stick to your plan. Call or text 01632 960014."""  # noqa: E501 - the words of the specification
NAMES = frozenset(["ellis", "jo", "mark", "priya", "hall", "mr", "sam", "okafor", "mum", "biscuit"])


def letter_text(draft: Draft) -> str:
    return "\n".join(part.text for part in draft.written)


@pytest.mark.parametrize("in_words", [True, False])
def test_seven_has_every_fact(in_words: bool) -> None:
    draft = compose(gather(age_seven(in_words=in_words))[0], Band.FIVE_TO_8)
    text = letter_text(draft)
    assert [fact for fact in SEVEN_FACTS if fact not in text] == []
    assert ("each week" in text) is in_words
    assert ("weekly" in text) is not in_words


@pytest.mark.parametrize("in_words", [True, False])
def test_fifteen_has_every_fact(in_words: bool) -> None:
    text = letter_text(compose(gather(age_fifteen(in_words=in_words))[0], Band.THIRTEEN_TO_15))
    assert [fact for fact in FIFTEEN_FACTS if fact not in text] == []


def test_nothing_withheld_or_unsaid_is_in_either() -> None:
    for records, band in ((age_seven(), Band.FIVE_TO_8), (age_fifteen(), Band.THIRTEEN_TO_15)):
        text = letter_text(compose(gather(records)[0], band))
        assert not [word for word in ("health", "C-7001", "Brook", "withheld") if word in text]


@pytest.mark.parametrize(
    ("records", "band", "by_hand", "most_words"),
    [
        (age_seven(), Band.FIVE_TO_8, SEVEN_BY_HAND, 190),
        (age_seven(in_words=False), Band.FIVE_TO_8, SEVEN_BY_HAND, 190),
        (age_fifteen(), Band.THIRTEEN_TO_15, FIFTEEN_BY_HAND, 450),
        (age_fifteen(in_words=False), Band.THIRTEEN_TO_15, FIFTEEN_BY_HAND, 450),
    ],
)
def test_as_readable_as_by_hand(records: object, band: Band, by_hand: str, most_words: int) -> None:
    ours = reading_of(compose(gather(records)[0], band), NAMES)  # type: ignore[arg-type]  # parametrised
    theirs = measure(by_hand.splitlines(), NAMES)
    print(f"\n{band}: ours {row(ours)}  by hand {row(theirs)}")
    assert ours.words <= most_words
    assert ours.mean <= theirs.mean + 1
    assert ours.longest <= max(theirs.longest, 12)
    assert ours.grade <= theirs.grade + 0.7
    assert ours.unfamiliar <= theirs.unfamiliar + 0.02


def row(reading: Reading) -> str:
    return (
        f"{reading.words} words, mean {reading.mean}, max {reading.longest}, FK {reading.grade}, "
        f"unfamiliar {reading.unfamiliar:.1%} {' '.join(reading.unfamiliar_words)}"
    )


@pytest.mark.parametrize("band", list(Band))
def test_no_band_holds_the_examples_back(band: Band) -> None:
    facts, kept_out = gather(age_seven())
    findings = run_checks(context_of(compose(facts, band), facts, kept_out, OtherChildren()))
    assert [finding for finding in findings if finding.level is Level.STOP] == []


def test_parts_are_fourteen_in_order_for_every_band() -> None:
    for band in Band:
        draft = compose(gather(age_fifteen())[0], band)
        assert [part.name for part in draft.parts] == list(LetterPartName)
