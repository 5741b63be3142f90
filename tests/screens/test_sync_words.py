"""What the status bar and the page about the office say: never more than is true."""

from dataclasses import replace
from datetime import timedelta

import pytest

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.word_differences import word_differences
from iro_desktop.screens.sync.model import (
    Standing,
    by_words,
    clock_words,
    edited,
    explain,
    heading_words,
    kind_words,
    last_words,
    may_edit,
    moment,
    notice_words,
    offers,
    problem_words,
    progress_words,
    side_title,
    status_words,
    to_edit,
)
from iro_desktop.screens.sync.version_text import folded, only_words
from iro_desktop.services.office_types import Choice, MatterKind, Pick, SyncState
from tests.invented import NOW
from tests.office import ENROLLED, conflict, matter, side

OFF = KnownProblem("No way to the office.", "Wait for the network.")
THREE = replace(ENROLLED, to_send=3)
CLOCK = f"{(NOW - timedelta(minutes=3)).astimezone():%H:%M}"


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        (Standing(), "On this laptop only"),
        (Standing(ENROLLED), f"✓ In step with the office {CLOCK}"),
        (Standing(replace(ENROLLED, last_synced=None)), "Not in step with the office yet"),
        (Standing(THREE), "3 to send"),
        (Standing(THREE, running=True), "Syncing… 3 to send"),
        (Standing(ENROLLED, running=True), "Syncing…"),
        (Standing(THREE, problem=OFF, offline=True), "Offline, 3 to send"),
        (Standing(ENROLLED, problem=OFF, offline=True), "Offline, nothing to send"),
        (Standing(THREE, problem=OFF), "▲ Not sent, 3 to send"),
        (Standing(replace(ENROLLED, needs_you=2)), "▲ 2 need you"),
        (Standing(replace(THREE, needs_you=1)), "▲ 1 needs you  ·  3 to send"),
    ],
)
def test_the_status_bar(standing: Standing, said: str) -> None:
    assert status_words(standing, NOW) == said


@pytest.mark.parametrize(
    "state", [THREE, replace(ENROLLED, needs_you=1), replace(ENROLLED, last_synced=None), SyncState()]
)
def test_in_step_is_never_said_while_something_waits(state: SyncState) -> None:
    for words in (status_words(Standing(state), NOW), heading_words(Standing(state))):
        assert "✓" not in words


def test_a_time_of_another_day_has_its_day() -> None:
    assert moment(NOW, NOW) == f"{NOW.astimezone():%H:%M}"
    assert moment(NOW - timedelta(days=1), NOW).startswith("Wed 11 Mar, ")
    assert moment(NOW - timedelta(days=400), NOW).startswith("Wed 5 Feb 2025, ")
    assert "Wed 11 Mar" in last_words(Standing(replace(ENROLLED, last_synced=NOW - timedelta(days=1))), NOW)
    assert last_words(Standing(replace(ENROLLED, last_synced=None)), NOW).endswith(
        "Not in step with the office yet."
    )


def test_a_problem_is_told_until_the_next_try() -> None:
    told = problem_words(Standing(THREE, problem=OFF))
    assert told.startswith("No way to the office. Wait for the network. Your work is safe")
    assert problem_words(Standing(THREE, problem=OFF, running=True)) == ""
    assert problem_words(Standing(THREE)) == ""


def test_a_laptop_whose_access_was_ended_says_what_it_handed_in_and_what_now() -> None:
    ended = replace(ENROLLED, revoked=True)
    said = notice_words(Standing(ended), NOW)
    assert "ended this laptop's access" in said and "Nothing that you wrote was unsent" in said
    handed = replace(ended, handed_in=12, handed_in_at=NOW)
    said = notice_words(Standing(handed), NOW)
    assert "12 changes" in said and moment(NOW, NOW) in said and "your manager" in said
    assert "type a new code" in said
    assert "One change that was unsent" in notice_words(Standing(replace(handed, handed_in=1)), NOW)
    assert notice_words(Standing(ENROLLED), NOW) == ""
    problem = KnownProblem("This laptop may no longer sync.", "Ask.")
    assert problem_words(Standing(ended, problem=problem)) == "", "it is said once"
    assert problem_words(Standing(ended, problem=problem, offline=True)) != ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (301, "5 minutes ahead of"),
        (-3_600, "60 minutes behind"),
        (7_500, "2 hours ahead of"),
        (-40 * 86_400, "40 days behind"),
        (3_650 * 86_400, "3,650 days ahead of"),
    ],
)
def test_a_wrong_clock_is_told_in_words(seconds: int, said: str) -> None:
    title, what_to_do = clock_words(seconds)
    assert f"clock is {said} the office's." in title
    assert "Nothing you wrote is affected" in what_to_do
    assert title in notice_words(Standing(replace(ENROLLED, clock_off=seconds)), NOW)


def test_progress_with_and_without_an_end() -> None:
    assert progress_words(0, 0, "") == "Talking to the office"
    assert progress_words(1200, 3000, "Sending") == "Sending: 1,200 of 3,000"


# -- matters -----------------------------------------------------------------------------------------------
def answers(made: MatterKind) -> dict[str, Choice]:
    return {offer.words.replace("&", ""): offer.choice for offer in offers(matter(made))}


def test_two_versions_are_mine_or_the_offices_or_both() -> None:
    found = {offer.words.replace("&", ""): offer.choice for offer in offers(conflict())}
    assert found == {
        "Keep mine": Choice(Pick.SIDE, 1),
        "Take theirs": Choice(Pick.SIDE, 0),
        "Keep both": Choice(Pick.BOTH),
    }
    assert may_edit(conflict())
    assert to_edit(conflict()) == "by 30 April"
    assert edited(conflict(), "by May") == Choice(Pick.EDITED, text="by May")


def test_what_is_no_text_cannot_be_joined_or_edited() -> None:
    made = replace(conflict(), is_text=False)
    assert [offer.choice.pick for offer in offers(made)] == [Pick.SIDE, Pick.SIDE]
    assert not may_edit(made)


def test_of_three_versions_each_has_its_button_and_its_name() -> None:
    made = conflict(of=(side("a", who="Jo"), side("b", mine=True), side("c", who="Kim")))
    found = [(offer.words.replace("&", ""), offer.choice.side) for offer in offers(made)]
    assert found == [("Keep mine", 1), ("Take version 1", 0), ("Take version 3", 2), ("Keep all", 0)]
    assert [side_title(made, n) for n in range(3)] == ["Version 1, the office's now", "Mine", "Version 3"]
    assert kind_words(made) == "3 versions"


def test_two_versions_of_which_none_is_mine_are_told_apart() -> None:
    made = conflict(of=(side("a", who="Jo"), side("b", who="Kim", at=None)))
    assert [offer.words for offer in offers(made)][:2] == ["Take version 1", "Take version 2"]
    assert side_title(made, 1) == "Version 2"
    assert to_edit(made) == "a"
    assert by_words(made.sides[1], NOW) == "Kim"


def test_the_other_kinds_have_their_own_answers() -> None:
    assert answers(MatterKind.DELETED) == {"Keep it": Choice(Pick.KEEP), "Remove it": Choice(Pick.DELETE)}
    late = {"Add as an amendment": Choice(Pick.AMEND), "Leave it": Choice(Pick.DISMISS)}
    seen = {"I have seen this": Choice(Pick.DISMISS)}
    assert answers(MatterKind.PROPOSAL) == late
    assert answers(MatterKind.SET_ASIDE) == answers(MatterKind.AFTER_FINISH) == seen
    assert answers(MatterKind.PURGE) == {"Let them go": Choice(Pick.AGREE)}
    proposal = replace(matter(MatterKind.PROPOSAL), is_text=True)
    assert edited(proposal, "in my words") == Choice(Pick.AMEND, text="in my words")


@pytest.mark.parametrize("kind", MatterKind)
def test_every_kind_says_that_nothing_is_lost(kind: MatterKind) -> None:
    made = conflict() if kind is MatterKind.CONFLICT else matter(kind)
    said = explain(made)
    assert "lost" in said or "It is kept" in said
    assert kind_words(made)


def test_a_choice_for_a_finished_review_is_said_to_be_an_amendment() -> None:
    assert "amendment" in explain(conflict(closed=True))
    assert "amendment" not in explain(conflict())


# -- versions ----------------------------------------------------------------------------------------------
def test_what_only_one_version_says_is_said_in_words_too() -> None:
    pieces = word_differences("by 30 Apr", "by 1 May")
    assert only_words(pieces) == "Only here, underlined: “30 Apr”"
    assert only_words(pieces, struck=True).endswith("Struck through: only in version 1")
    assert only_words(word_differences("the same", "the same")) == ""
    many = word_differences("a b c d e f g h", "a 1 c 2 e 3 g 4")
    assert only_words(many).endswith("and 1 more")
    assert "…" in only_words(word_differences("x " * 80, ""))


def test_a_long_run_is_folded_and_counts_what_it_hides() -> None:
    run = " ".join(f"w{n}" for n in range(100))
    assert folded("short run") == "short run"
    assert folded(run) == (
        " ".join(f"w{n}" for n in range(12))
        + " [… 76 words that are the same …] "
        + " ".join(f"w{n}" for n in range(88, 100))
    )
    assert folded(run, first=True).startswith("[… 88 words")
    assert folded(run, last=True).endswith("88 words that are the same …]")
