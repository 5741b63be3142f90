"""A day that a child could take for another year bears its year; a day of the letter's own year does not."""

from dataclasses import replace
from datetime import date

import pytest

from iro_desktop.domain.letter import Band, LetterPart, LetterPartName
from iro_desktop.domain.review import Answer
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose
from iro_desktop.letters.dates import deadline_in_words
from iro_desktop.letters.draft import with_rewrites
from iro_desktop.letters.gather import LetterRecords, gather
from tests.letters.worked import CHILD, REVIEW, age_fifteen, age_seven, decision

NOVEMBER = date(2026, 11, 25)


def of_november(records: LetterRecords, by_on: date, next_on: date) -> LetterRecords:
    """Return the records as a review of November: its first decision due and its next review then."""
    first, *others = records.decisions
    return replace(
        records,
        review=replace(records.review, held_on=NOVEMBER, next_booked_on=next_on),
        decisions=(replace(first, by_on=by_on, by_words="", what_for_child=""), *others),
    )


def told(records: LetterRecords, band: Band, part: LetterPartName) -> str:
    return compose(gather(records)[0], band).part(part).text


def test_days_of_another_year_bear_it_in_every_part() -> None:
    records = of_november(age_fifteen(), date(2027, 6, 30), date(2027, 5, 12))
    assert "by Wednesday 30 June 2027" in told(records, Band.THIRTEEN_TO_15, LetterPartName.DECISIONS)
    coming = told(records, Band.THIRTEEN_TO_15, LetterPartName.NEXT_REVIEW)
    assert "It is planned for Wednesday 12 May 2027." in coming
    assert "by the end of April 2027" in coming
    young = of_november(age_seven(), date(2027, 6, 30), date(2027, 5, 12))
    assert "by the end of June 2027" in told(young, Band.FIVE_TO_8, LetterPartName.DECISIONS)
    assert "in May 2027" in told(young, Band.FIVE_TO_8, LetterPartName.NEXT_REVIEW)


def test_an_answer_that_comes_next_year_says_so() -> None:
    records = of_november(age_fifteen(), date(2027, 6, 30), date(2027, 5, 12))
    not_yet = replace(
        decision(2, "time with Mum", "Priya"), answer=Answer.NOT_YET, by_on=date(2027, 1, 29), why="ask Mum"
    )
    wishes = told(replace(records, decisions=(not_yet,)), Band.THIRTEEN_TO_15, LetterPartName.WISHES)
    assert "by Friday 29 January 2027" in wishes


def test_days_of_the_letters_own_year_bear_none() -> None:
    records = of_november(age_fifteen(), date(2026, 12, 18), date(2027, 1, 12))
    assert "by Friday 18 December." in told(records, Band.THIRTEEN_TO_15, LetterPartName.DECISIONS)
    assert "by the end of December." in told(records, Band.THIRTEEN_TO_15, LetterPartName.NEXT_REVIEW)


def test_a_month_a_year_away_or_more_is_not_enough() -> None:
    far = of_november(age_fifteen(), date(2028, 6, 30), date(2027, 5, 12))
    first, *others = far.decisions
    records = replace(far, decisions=(replace(first, what_for_child="You stay with Jo until June."), *others))
    assert "by Friday 30 June 2028" in told(records, Band.THIRTEEN_TO_15, LetterPartName.DECISIONS)
    near = replace(far, decisions=(replace(records.decisions[0], by_on=date(2027, 6, 30)), *others))
    assert "2027" not in told(near, Band.THIRTEEN_TO_15, LetterPartName.DECISIONS)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 4, 9), "9 April 2027, just after Easter"),
        (date(2026, 4, 9), "9 April, just after Easter"),
        (date(2027, 4, 30), "the end of April 2027"),
    ],
)
def test_a_young_childs_deadline(day: date, words: str) -> None:
    said = deadline_in_words(day, young=True, letter_of=date(2026, 3, 12), festivals=("Easter",))
    assert said == words


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("Jo will see to it by 30 June.", "30 June 2027"),
        ("Jo will see to it by Tuesday 8 June.", "8 June 2027"),
        ("Jo will see to it by 30 June 2027.", None),
        ("Your birthday was on 8 June.", None),
        ("Jo will see to it by Friday 18 December.", None),
    ],
)
def test_a_typed_day_without_its_year_is_seen_and_mended(text: str, fix: str | None) -> None:
    records = of_november(age_fifteen(), date(2027, 6, 30), date(2027, 5, 12))
    facts, kept_out = gather(records)
    part = LetterPart(
        id="x", child_id=CHILD, review_id=REVIEW, letter_id="l", part=LetterPartName.DECISIONS, text=text
    )
    draft = with_rewrites(compose(facts, Band.THIRTEEN_TO_15), [part])
    found = run_checks(context_of(draft, facts, kept_out, OtherChildren()))
    fixes = [each.fix for each in found if each.rule == 12 and each.part is LetterPartName.DECISIONS]
    assert fixes == ([fix] if fix else [])


def test_figures_are_put_in_words_with_the_year_a_young_child_needs() -> None:
    records = of_november(age_seven(), date(2027, 6, 30), date(2027, 5, 12))
    facts, kept_out = gather(records)
    part = LetterPart(
        id="x", child_id=CHILD, review_id=REVIEW, letter_id="l", part=LetterPartName.DECISIONS,
        text="Jo will see to it by 30/06/27.",
    )  # fmt: skip
    draft = with_rewrites(compose(facts, Band.FIVE_TO_8), [part])
    found = run_checks(context_of(draft, facts, kept_out, OtherChildren()))
    assert "Wednesday 30 June 2027" in [each.fix for each in found]
