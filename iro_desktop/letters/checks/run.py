"""Runs every check over a letter."""

from collections.abc import Callable, Iterator

from iro_desktop.letters.bands import rules_for
from iro_desktop.letters.checks.adult_voice import adult_voice
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.days import feasts, figures, impossible_days, next_meeting, weekdays, years
from iro_desktop.letters.checks.easy_reading import band_limits, long_sentences
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.hidden import hidden_places
from iro_desktop.letters.checks.missing import (
    missing_parts,
    open_decisions,
    unanswered_wishes,
    unexplained_people,
    vague_decisions,
)
from iro_desktop.letters.checks.others import OtherChildren
from iro_desktop.letters.checks.passages import Passages
from iro_desktop.letters.checks.residue import residue
from iro_desktop.letters.checks.third_party import others_troubles, pasted_notes, withheld_facts
from iro_desktop.letters.checks.voice import left_pronouns, quotes, salutation, third_person
from iro_desktop.letters.checks.words import capitals, jargon_words, labels_and_promises
from iro_desktop.letters.checks.wrong_child import other_children
from iro_desktop.letters.draft import Draft
from iro_desktop.letters.facts import KeptOut, LetterFacts
from iro_desktop.letters.people import cast_of

Check = Callable[[Context], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    other_children,
    hidden_places,
    missing_parts,
    open_decisions,
    unanswered_wishes,
    vague_decisions,
    unexplained_people,
    residue,
    withheld_facts,
    others_troubles,
    pasted_notes,
    quotes,
    third_person,
    left_pronouns,
    adult_voice,
    salutation,
    band_limits,
    long_sentences,
    jargon_words,
    capitals,
    labels_and_promises,
    figures,
    impossible_days,
    weekdays,
    years,
    feasts,
    next_meeting,
)
_GRAVEST_FIRST = list(Level)


def context_of(
    draft: Draft,
    facts: LetterFacts,
    kept_out: KeptOut,
    others: OtherChildren,
    passages: Passages | None = None,
) -> Context:
    """Return what the checks of this letter are given."""
    return Context(
        draft, facts, kept_out, rules_for(draft.band), others, passages or Passages(), cast_of(facts)
    )


def run_checks(context: Context) -> tuple[Finding, ...]:
    """Return the findings of all checks: gravest first, then in the order of the page."""
    order = {part.name: position for position, part in enumerate(context.draft.parts)}
    found = {finding for check in CHECKS for finding in check(context)}
    return tuple(
        sorted(
            found,
            key=lambda finding: (
                _GRAVEST_FIRST.index(finding.level),
                order[finding.part] if finding.part else -1,
                finding.start,
                finding.rule,
                finding.message,
            ),
        )
    )
