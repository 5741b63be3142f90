"""Writing the letter that follows a review: compose it, rewrite a part, check it, keep it as a Word file."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from iro_desktop.caseload import UnitOfWork
from iro_desktop.domain.ages import age_on
from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.identity import new_id, part_id
from iro_desktop.domain.letter import Band, Letter, LetterPart, LetterPartName, StopOverride
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Attendance, Decision, Review, ReviewSection, View
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level, gravest_first
from iro_desktop.letters.checks.run import context_of, run_checks
from iro_desktop.letters.compose import compose, who_is_who
from iro_desktop.letters.draft import Draft, with_rewrites
from iro_desktop.letters.gather import LetterRecords, gather
from iro_desktop.letters.page import page_html
from iro_desktop.letters.reading import Reading, reading_of
from iro_desktop.letters.scan import file_faults, scan_docx
from iro_desktop.letters.word import suggested_file_name, word_file
from iro_desktop.services.about_you import about_you
from iro_desktop.services.known_children import known_children
from iro_desktop.services.session import Session

__all__ = [
    "Finding",
    "LetterHeldBack",
    "LetterView",
    "Level",
    "PartView",
    "Reading",
    "ReasonTooShort",
    "SavedLetter",
    "choose_band",
    "choose_pictures",
    "gravest_first",
    "let_stop_stand",
    "open_letter",
    "refuse_held_back",
    "restore_part",
    "rewrite_part",
    "save_as_word",
]


class LetterHeldBack(KnownProblem):
    """A STOP stands; `findings` are the ones that hold the letter back."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
        super().__init__(
            "The letter is held back",
            f"{count} marked STOP must be mended first. Nothing was saved as Word.",
        )
        self.findings = findings


class ReasonTooShort(KnownProblem):
    """A STOP was to stand for no reason, or for one that tells nobody anything."""

    def __init__(self) -> None:
        super().__init__("A reason is needed", "Type why this may stay as it is, in a few words.")


_SHORTEST_REASON = 5
"""Characters: enough for "her GP"."""


class LetterFileNotWritten(KnownProblem):
    """The chosen place could not be written; the letter is kept in the caseload all the same."""

    def __init__(self) -> None:
        super().__init__(
            "The Word file could not be written there",
            "Is a file of that name open in Word? Close it, or choose another place. "
            "The letter itself is kept safe in the caseload.",
        )


class NoSuchLetter(KnownProblem):
    """The letter, or its review or child, is not in this caseload."""

    def __init__(self) -> None:
        super().__init__("That letter is not here", "Go back to the caseload and open the child again.")


@dataclass(frozen=True)
class PartView:
    """One part as the screen shows it: `text` is plain paragraphs with newlines between."""

    part: LetterPartName
    heading: str
    text: str
    required: bool
    rewritten: bool


@dataclass(frozen=True)
class LetterView:
    """Everything the letter screen shows."""

    letter: Letter
    child_name_used: str
    parts: tuple[PartView, ...]
    findings: tuple[Finding, ...]
    page_html: str
    reading: Reading
    suggested_file_name: str = "Letter.docx"
    """Names nobody."""
    shown_through: int | None = None
    """The newest of the office's revisions that is in it; None where there is no office."""


@dataclass(frozen=True)
class SavedLetter:
    """A Word file that was made: kept in the caseload under `sha256`, and at `path` if one was asked for."""

    letter: Letter
    sha256: str
    path: Path | None


def open_letter(session: Session, review_id: str) -> LetterView:
    """Return the letter of a review; the first time one is begun, pitched by the child's age."""
    letter = next(iter(session.caseload.list(Letter, review_id=review_id)), None)
    if letter is None:
        review = session.caseload.get(Review, review_id)
        child = session.caseload.get(Child, review.child_id) if review else None
        if review is None or child is None:
            raise NoSuchLetter
        on = review.held_on or session.clock.today()
        letter = Letter(
            id=part_id(review_id, "letter"), child_id=child.id, review_id=review_id, band=band_for(child, on)
        )
        with session.caseload.unit_of_work() as work:
            work.save(letter)
            work.commit()
    return _view(session, letter)


def band_for(child: Child, on: date) -> Band:
    """Return the band of the child's age on a day, 9 to 12 where it is not known."""
    age = age_on(on, child.date_of_birth)
    if age is None:
        return Band.NINE_TO_12
    return next((band for limit, band in _UNTIL_AGE if age < limit), Band.ADULT)


_UNTIL_AGE = (
    (5, Band.UNDER_5),
    (9, Band.FIVE_TO_8),
    (13, Band.NINE_TO_12),
    (16, Band.THIRTEEN_TO_15),
    (18, Band.SIXTEEN_TO_17),
)


def rewrite_part(
    session: Session, letter_id: str, part: LetterPartName, text: str, seen: int | None = None
) -> LetterView:
    """Keep the IRO's own text for a part and return the letter with it. Any edit voids the last Word file.

    `seen` is `LetterView.shown_through` of what it was typed on: what has come since was not seen.
    """
    letter = _letter(session, letter_id)
    kept = _rewrite(session, letter_id, part)
    with session.caseload.unit_of_work(seen) as work:
        if kept is None:
            kept = LetterPart(
                id=part_id(letter_id, part.value),  # one on every laptop, whoever begins it
                child_id=letter.child_id,
                review_id=letter.review_id,
                letter_id=letter_id,
                part=part,
            )
        work.save(replace(kept, text=text))
        letter = _void(work, letter)
        work.commit()
    return _view(session, letter)


def restore_part(session: Session, letter_id: str, part: LetterPartName) -> LetterView:
    """Put back the composed text of a part; the history keeps what was written."""
    letter = _letter(session, letter_id)
    kept = _rewrite(session, letter_id, part)
    with session.caseload.unit_of_work() as work:
        if kept is not None:
            work.delete(kept, "the composed text was put back")
            letter = _void(work, letter)
        work.commit()
    return _view(session, letter)


def choose_band(session: Session, letter_id: str, band: Band) -> LetterView:
    """Pitch the letter to another band: stage beats age. Rewritten parts stay as they were written."""
    return _change(session, replace(_letter(session, letter_id), band=band))


def choose_pictures(session: Session, letter_id: str, *, pictures: bool) -> LetterView:
    """Choose whether the letter has pictures."""
    return _change(session, replace(_letter(session, letter_id), pictures=pictures))


def let_stop_stand(session: Session, letter_id: str, finding: Finding, reason: str) -> LetterView:
    """Let a STOP stand for a typed reason. KnownProblem where the rule allows none, or no reason is given."""
    letter = _letter(session, letter_id)
    if not finding.may_stand:
        raise KnownProblem(
            "This finding cannot be let stand",
            "Change the words. If the name belongs to this child, add them to People on the child's page.",
        )
    if len(reason.strip()) < _SHORTEST_REASON:
        raise ReasonTooShort
    with session.caseload.unit_of_work() as work:
        work.save(
            StopOverride(
                id=new_id(),
                child_id=letter.child_id,
                review_id=letter.review_id,
                letter_id=letter_id,
                rule=str(finding.rule),
                words=finding.message,
                reason=reason.strip(),
            )
        )
        work.commit()
    return _view(session, letter)


def refuse_held_back(session: Session, letter_id: str) -> None:
    """Raise LetterHeldBack where save_as_word would: before anybody is asked where the file shall lie."""
    _sound_file(session, _letter(session, letter_id))


def save_as_word(session: Session, letter_id: str, target: Path | None) -> SavedLetter:
    """Make the Word file, look through every part of it, and keep it encrypted in the caseload.

    With `target`, write it there too, whole or not at all. LetterHeldBack while a STOP stands, nothing
    is made then; LetterFileNotWritten if the place cannot be written.
    """
    letter = _letter(session, letter_id)
    content = _sound_file(session, letter)
    sha256 = hashlib.sha256(content).hexdigest()
    with session.caseload.unit_of_work() as work:
        work.put_blob(content)
        letter = replace(letter, saved_blob=sha256, saved_at=session.clock.now())
        work.save(letter)
        work.commit()
    if target is not None:
        _write(target, content)
    return SavedLetter(letter, sha256, target)


def _sound_file(session: Session, letter: Letter) -> bytes:
    draft, context = _drafted(session, letter)
    _refuse_stops(session, letter, run_checks(context))
    content = word_file(draft)
    _refuse_stops(session, letter, (*scan_docx(content, context), *file_faults(content)))
    return content


def _write(target: Path, content: bytes) -> None:
    making = target.with_name(f"{target.name}.part")
    try:
        making.write_bytes(content)
        making.replace(target)
    except OSError as problem:
        making.unlink(missing_ok=True)
        raise LetterFileNotWritten from problem


def _refuse_stops(session: Session, letter: Letter, findings: tuple[Finding, ...]) -> None:
    found = _with_reasons(session, letter, findings)
    stops = tuple(finding for finding in found if finding.level is Level.STOP and not finding.let_stand)
    if stops:
        raise LetterHeldBack(stops)


def _with_reasons(session: Session, letter: Letter, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    kept = session.caseload.list(StopOverride, letter_id=letter.id)
    reasons = {(stand.rule, stand.words): stand.reason for stand in kept}
    return tuple(
        replace(finding, let_stand=reasons.get((str(finding.rule), finding.message), ""))
        if finding.may_stand
        else finding
        for finding in findings
    )


def _letter(session: Session, letter_id: str) -> Letter:
    letter = session.caseload.get(Letter, letter_id)
    if letter is None:
        raise NoSuchLetter
    return letter


def _rewrite(session: Session, letter_id: str, part: LetterPartName) -> LetterPart | None:
    return next(iter(session.caseload.list(LetterPart, letter_id=letter_id, part=part)), None)


def _void(work: UnitOfWork, letter: Letter) -> Letter:
    voided = replace(letter, saved_blob="", saved_at=None, approved_by="")
    work.save(voided)
    return voided


def _change(session: Session, letter: Letter) -> LetterView:
    with session.caseload.unit_of_work() as work:
        letter = _void(work, letter)
        work.commit()
    return _view(session, letter)


def _records(session: Session, letter: Letter) -> LetterRecords:
    caseload, review_id = session.caseload, letter.review_id
    child, review = caseload.get(Child, letter.child_id), caseload.get(Review, review_id)
    if child is None or review is None:
        raise NoSuchLetter
    return LetterRecords(
        child=child,
        people=caseload.list(Person, child_id=child.id),
        review=review,
        sections=caseload.list(ReviewSection, review_id=review_id),
        views=caseload.list(View, review_id=review_id),
        decisions=caseload.list(Decision, review_id=review_id),
        profile=about_you(session),
        attendances=caseload.list(Attendance, review_id=review_id),
        episodes=caseload.list(Episode, child_id=child.id),
    )


def _drafted(session: Session, letter: Letter) -> tuple[Draft, Context]:
    facts, kept_out = gather(_records(session, letter))
    rewrites = session.caseload.list(LetterPart, letter_id=letter.id)
    composed = compose(facts, letter.band, pictures=letter.pictures)
    draft = with_rewrites(composed, rewrites)
    if rewrites and not draft.part(LetterPartName.WHO_IS_WHO).rewritten:
        draft = draft.with_text(LetterPartName.WHO_IS_WHO, who_is_who(facts, letter.band, draft.text_but_who))
    known = known_children(session)
    return draft, context_of(draft, facts, kept_out, known.children, known.passages)


def _view(session: Session, letter: Letter) -> LetterView:
    draft, context = _drafted(session, letter)
    return LetterView(
        letter=letter,
        child_name_used=context.facts.name_used.value,
        parts=tuple(
            PartView(part.name, part.heading, part.text, part.required, part.rewritten)
            for part in draft.parts
        ),
        findings=_with_reasons(session, letter, run_checks(context)),
        page_html=page_html(draft),
        reading=reading_of(draft, context.names),
        suggested_file_name=suggested_file_name(draft),
        shown_through=session.caseload.shown_through,
    )
