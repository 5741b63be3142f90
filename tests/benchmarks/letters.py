"""A letter: opened from a recorded review with all its checks, and saved as Word, in a fresh process.

Usage: python -m tests.benchmarks.letters PROFILE LETTERS
The first is measured twice over: with the index of all other children still to be built ("cold"), which the
app does in the background after unlocking, and the ones after it as an IRO meets them.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

import iro_desktop.app.pages  # noqa: F401 - loaded while the passphrase is typed
from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.vault import open_vault
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.letter import LetterPartName
from iro_desktop.domain.review import (
    Answer,
    Decision,
    Participation,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.services.open_caseload import Keys, open_caseload
from iro_desktop.services.record_review import start_review
from iro_desktop.services.session import Session
from iro_desktop.services.write_letter import LetterHeldBack, open_letter, rewrite_part, save_as_word
from tests.benchmarks.measuring import answer

DECISIONS = (
    ("stay where you live now", "Your social worker"),
    ("more time with Nan", "Your social worker"),
    ("reading help every week", "Your school"),
    ("a new pair of football boots", "Your carer"),
)


def main(profile: str, letters: str) -> None:
    paths = ProfilePaths(Path(profile))
    vault = open_vault(paths, DEMONSTRATION_PASSPHRASE, None)
    session = open_caseload(paths, Keys(vault.data_key, vault.device_id), machine_clock())
    today = session.clock.today()
    known = session.caseload.list(Child)
    of_age = [c for c in known if c.date_of_birth and 6 <= (today - c.date_of_birth).days / 365.25 < 16]
    step = max(1, len(of_age) // (int(letters) + 1))
    reviews = [record(session, child) for child in of_age[::step][: int(letters) + 1]]
    took, held_back = [], 0
    for review_id in reviews:
        began = time.perf_counter()
        letter = open_letter(session, review_id).letter
        try:
            save_as_word(session, letter.id, None)
        except LetterHeldBack:
            held_back += 1
        took.append(time.perf_counter() - began)
    began = time.perf_counter()
    rewrite_part(session, letter.id, LetterPartName.THANKS, "Thank you for talking to me about the match.")
    rewritten = time.perf_counter() - began
    began = time.perf_counter()
    session.caseload.back_up(paths.backups)
    backup = time.perf_counter() - began
    answer(
        {
            "known": len(known), "cold": took[0], "later": took[1:], "held_back": held_back,
            "rewritten": rewritten, "backup": backup, "bytes": paths.caseload_file.stat().st_size,
        }
    )  # fmt: skip


def record(session: Session, child: Child) -> str:
    """Record a review of the usual size for a child, today; return its id."""
    review_id = start_review(session, child.id)
    caseload = session.caseload
    own = {"child_id": child.id, "review_id": review_id}
    review = caseload.get(Review, review_id)
    if review is None:
        raise RuntimeError("the review just begun is not there")
    wish = View(id=new_id(), words="I would like more time with Nan", wish="more time with Nan", **own)
    with caseload.unit_of_work() as work:
        work.save(
            replace(
                review, held_on=session.clock.today(), participation=Participation.ATTENDED_SPOKE,
                seen_alone=True, thanks="Thank you for showing me your den.", iro_view="Your plan is right.",
            )
        )  # fmt: skip
        work.save_all((wish, View(id=new_id(), words="I feel safe here", **own)))
        for section in caseload.list(ReviewSection, review_id=review_id):
            if section.topic in (SectionTopic.HOME, SectionTopic.SCHOOL, SectionTopic.HEALTH):
                work.save(replace(section, going_well="can swim now\ngets on well with the others"))
        for position, (what, who) in enumerate(DECISIONS):
            answers = {"view_id": wish.id, "answer": Answer.AGREED} if position == 1 else {}
            work.save(
                Decision(id=new_id(), what=what, who=who, by_words="by the next review",
                         position=position, **own, **answers)
            )  # fmt: skip
        work.commit()
    return review_id


if __name__ == "__main__":
    main(*sys.argv[1:])
