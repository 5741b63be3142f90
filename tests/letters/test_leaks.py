"""Planted leaks are found, clean letters are let go, over seeded caseloads; other code reads the file."""

import html
import os
import random
import re
import unicodedata
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from iro_desktop.domain.letter import Band, LetterPart, LetterPartName
from iro_desktop.letters.checks.finding import Level
from iro_desktop.letters.checks.folding import keys
from iro_desktop.letters.checks.name_scan import one_slip
from iro_desktop.letters.checks.others import KnownChild, index_children
from iro_desktop.letters.checks.run import context_of
from iro_desktop.letters.checks.wrong_child import LeakScan, other_children
from iro_desktop.letters.compose import compose
from iro_desktop.letters.draft import with_rewrites
from iro_desktop.letters.gather import gather
from iro_desktop.letters.scan import scan_docx
from iro_desktop.letters.word import word_file
from tests.letters.invented import Imaginary, caseload, index_of
from tests.letters.worked import age_seven

LETTERS = 10_000 if os.environ.get("IRO_PROOF") == "full" else 280
SENTENCES = [
    "You played with {} last week.",
    "{} was there too.",
    "I also saw {} at the meeting.",
    "You told me about {}.",
    "You went to the park with {} and Jo.",
]
POSSESSIVES = ["You went to {}’s party.", "You like {}'s dog."]


def others_name(
    dice: random.Random, mine: Imaginary, children: list[Imaginary], least: int = 2
) -> str | None:
    """Return a first name of another child that nobody in this child's life, nor the writer, shares."""
    own = {word for person in mine.records.people for word in keys(person.name)} | {"sam", "okafor", "jo"}
    own |= set(keys(f"{mine.records.child.given_name} {mine.records.child.family_name}"))
    names = [one.records.child.given_name for one in children if one is not mine]
    free = [name for name in names if not set(keys(name)) & own and len(name) >= least]
    return dice.choice(free) if free else None


def unaccented(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.replace("ł", "l").replace("Ł", "L").replace("ø", "o"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slipped(dice: random.Random, name: str) -> str:
    place = dice.randrange(1, len(name) - 1)
    other = dice.choice("abcdefghijklmnopqrstuvwxyz".replace(name[place].lower(), ""))
    return dice.choice(
        (
            name[:place] + name[place + 1 :],
            name[:place] + other + name[place:],
            name[:place] + other + name[place + 1 :],
            name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :],
        )
    )


def planted(dice: random.Random, kind: str, name: str) -> str:
    sentence = dice.choice(POSSESSIVES if kind == "possessive" else SENTENCES)
    told = {
        "unaccented": unaccented(name),
        "lower": name.lower(),
        "typo": slipped(dice, name) if len(name) > 5 else "",
    }
    return sentence.format(told.get(kind, name))


def test_planted_leaks_are_found_and_clean_letters_are_not_stopped() -> None:
    dice = random.Random(11)
    tried, found, clean_stops, clean = Counter[str](), Counter[str](), [], 0
    children: list[Imaginary] = []
    for number in range(LETTERS):
        if number % 70 == 0:
            children = caseload(number // 70)
            index = index_of(children)
        mine = children[number % 70]
        facts, kept_out = gather(mine.records)
        draft = compose(facts, dice.choice(list(Band)))
        stops = [
            f for f in other_children(context_of(draft, facts, kept_out, index)) if f.level is Level.STOP
        ]
        clean += 1
        clean_stops += [(draft.part(stop.part).text[stop.start : stop.end]) for stop in stops if stop.part]
        for kind in ("plain", "possessive", "unaccented", "lower", "typo"):
            name = others_name(dice, mine, children, 6 if kind == "typo" else 2)
            if name is None:
                continue
            text = planted(dice, kind, name)
            part = LetterPart(
                id="x",
                child_id=mine.known.child_id,
                review_id=facts.source.review_id,
                letter_id="l",
                part=LetterPartName.GOING_WELL,
                text=text,
            )
            findings = list(other_children(context_of(with_rewrites(draft, [part]), facts, kept_out, index)))
            levels = {f.level for f in findings if f.part is LetterPartName.GOING_WELL}
            tried[kind] += 1
            found[kind] += bool(levels if kind in {"lower", "typo"} else levels & {Level.STOP})
            if not levels:
                print("missed", kind, text)
    shares = {kind: found[kind] / tried[kind] for kind in tried}
    print({kind: f"{found[kind]}/{tried[kind]}" for kind in tried}, "clean", clean, "stops", clean_stops)
    assert shares["plain"] == shares["possessive"] == shares["unaccented"] == 1
    assert shares["lower"] >= 0.95
    assert shares["typo"] >= 0.90
    assert len(clean_stops) <= clean / 1000


def words_of_file(content: bytes) -> set[str]:
    """Read every part of the file with nothing but zipfile and regular expressions."""
    words: set[str] = set()
    with ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            text = html.unescape(re.sub(r"<[^>]*>", " ", archive.read(name).decode("utf-8", "replace")))
            words |= {word.lower() for word in re.findall(r"[^\W\d_]+", unaccented(text))}
    return words


def test_no_other_childs_name_is_in_any_part_of_the_files() -> None:
    for seed in range(max(LETTERS // 280, 1)):
        children = caseload(1000 + seed)
        index = index_of(children)
        for number, mine in enumerate(children):
            facts, kept_out = gather(mine.records)
            draft = compose(facts, list(Band)[number % len(Band)])
            content = word_file(draft)
            assert scan_docx(content, context_of(draft, facts, kept_out, index)) == ()
            heard = words_of_file(content)
            own = " ".join(
                [mine.records.child.given_name, "Sam Okafor", *(p.name for p in mine.records.people)]
            )
            allowed = {word.lower() for word in re.findall(r"[^\W\d_]+", unaccented(own))}
            for other in children:
                name = unaccented(other.records.child.given_name).lower()
                if other is not mine and name not in allowed and name not in COMMON:
                    assert name not in heard


COMMON = {"will", "hope", "may", "mark", "grace", "rose", "joy", "summer", "faith", "april", "dawn", "june"}
"""Names that are also words of a letter: a checker without grammar cannot tell them."""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Born on 14/02/2013.", True),
        ("Born on 14 February 2013.", True),
        ("Born on 14th Feb 2013.", True),
        ("Their number is 709901.", True),
        ("UPN Y021751958510", True),
        ("Ring 01632 960123.", True),
        ("Ring +44 1632 960123.", True),
        ("Ring (01632) 960-123.", True),
        ("12 Acacia Avenue", True),
        ("at 12, Acacia Ave.", True),
        ("postcode ZZ1 1ZZ", True),
        ("postcode zz11zz", True),
        ("mail jo.bloggs@example.org", True),
        ("You will see Zoe Adeyemi-Smith.", True),
        ("ZOE", True),
        ("zo\u0308e", True),
        ("Zo\u200be was there", True),
        ("ZOË’S dog", True),
        ("You talked about Adeyemi.", True),
        ("In May we will meet.", False),
        ("On 12 May you go.", False),
        ("You will see May on Friday.", True),
        ("May I come?", False),
        ("The year 2013 was good, on 14 February.", False),
        ("You live in Acacia House.", False),
        ("I hope you will swim.", False),
        # However a careful adult's Word, or a hurried adult, writes it.
        ("Ring 01632\u00a0960123.", True),
        ("Ring 01632–960123.", True),
        ("Ring +44 (0) 1632 960123.", True),
        ("Ring 1632960123.", True),
        ("postcode ZZ1\u00a01ZZ", True),
        ("postcode ZZ1  1ZZ", True),
        ("Born 14 / 2 / 2013.", True),
        ("Born on the fourteenth of February 2013.", True),
        ("Born on February the 14th, 2013.", True),
        ("Born 14022013.", True),
        ("It is zoeadeyemismith online.", True),
        ("You live at 40 High Street.", True),
        ("You saw Primrose Cottage.", True),
        ("Your gran lives in flat 12.", False),
        ("We met in the cottage.", False),
        ("You found a primrose cottage.", False),
        ("You live at The Cottage, Church Lane.", True),
        ("You liked Hope Street.", False),
        ("We met at Mill Lane Farm.", False),
    ],
)
def test_one_line_at_a_time(text: str, found: bool) -> None:
    stops = [leak for leak in scan_with_zoe().leaks(text) if leak[0] is Level.STOP]
    assert bool(stops) is found
    for _, _, start, end in stops:
        assert 0 <= start < end <= len(text)


def scan_with_zoe() -> LeakScan:
    """A letter to Ellis, beside Zoë, May Hope and Will on the caseload."""
    zoe = KnownChild(
        "zoe",
        given=("Zoë",),
        family="Adeyemi-Smith",
        numbers=("709901", "Y021751958510"),
        born=date(2013, 2, 14),
        phones=("01632 960123",),
        addresses=(
            "12 Acacia Avenue, Farley Green",
            "Flat 12, 40 High Street",
            "The Cottage, Church Lane",
            "Primrose Cottage, Mill Lane",
        ),
        carers=("Bev",),
        postcodes=("ZZ1 1ZZ",),
        emails=("Jo.Bloggs@example.org",),
    )
    index = index_children(
        [zoe, KnownChild("may", given=("May", "Hope")), KnownChild("will", given=("Will",))]
    )
    facts, kept_out = gather(age_seven())
    return LeakScan(context_of(compose(facts, Band.FIVE_TO_8), facts, kept_out, index))


@pytest.mark.parametrize(
    "text", ["Bev said so.", "The Adeyemis came.", "You went to Acacia Avenue.", "You liked Hope Street."]
)
def test_what_may_be_a_leak_is_asked_about(text: str) -> None:
    assert [leak[0] for leak in scan_with_zoe().leaks(text)] == [Level.CHECK]


def test_a_village_is_not_a_street() -> None:
    assert list(scan_with_zoe().leaks("You go to Farley Green Primary.")) == []


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("jordan", "jordon", True),
        ("jordan", "jordn", True),
        ("jordan", "jordaan", True),
        ("jordan", "jrodan", True),
        ("jordan", "jordan", False),
        ("jordan", "jardon", False),
        ("jordan", "jor", False),
    ],
)
def test_one_slip(left: str, right: str, same: bool) -> None:
    assert one_slip(left, right) is same
