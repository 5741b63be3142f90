"""Words typed or sealed too late about a child who has left the laptop reach whoever has the child."""

from dataclasses import replace

import pytest

from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.identity import new_id, part_id
from iro_desktop.domain.letter import Letter, LetterPart
from iro_desktop.domain.review import Decision, Review, ReviewSection, SectionTopic
from iro_desktop.services.late_words import WordsKeptSealed, hand_in, is_about_somebody_gone
from iro_desktop.services.letter_edits import REASONS
from iro_desktop.services.matters import matters
from iro_desktop.services.office_types import MatterKind
from iro_desktop.services.review_edits import REMOVED, edit_key
from iro_desktop.services.what_waits import what_waits
from tests.sync.faults import in_step, sides
from tests.sync.laptops import everything


def draft(child, owner, edits, screen="record"):
    return {"screen": screen, "review_id": owner, "child_id": child, "edits": edits}


def gone(ann, office, child):
    office.take_away(ann.person, child)
    ann.sync()
    assert everything(ann) == {}


def kept_of(laptop, child):
    with laptop.caseload.unit_of_work() as work, work.on_the_file() as connection:
        tables = ("journal", "shared_bundle", "shared_record", "review_section", "decision", "person")
        return [
            name
            for name in tables
            if connection.exec_driver_sql(f"SELECT 1 FROM {name} WHERE scope_id = ?", (child,)).first()
        ]


def test_sealed_words_about_a_child_who_has_gone_are_handed_in(laptops, decided, office, child):
    ann, ben = laptops
    section = part_id(decided.review_id, "home")
    new = new_id()
    sealed = draft(
        child,
        decided.review_id,
        {
            edit_key(ReviewSection, section, "topic"): SectionTopic.HOME.value,
            edit_key(ReviewSection, section, "said"): "I like the goat",
            edit_key(Decision, new, "what"): "Visit the goat",
            edit_key(Decision, decided.id, "why"): "It is fun",
            edit_key(Decision, new_id(), REMOVED): "by mistake",
        },
    )
    assert not is_about_somebody_gone(ann.session, sealed), "not while the child is here"
    gone(ann, office, child)
    assert is_about_somebody_gone(ann.session, sealed)
    hand_in(ann.session, sealed)
    hand_in(ann.session, sealed)  # a crash before the draft was let go
    assert ann.unsent() == 6 and len(what_waits(ann.session)) == 6
    assert everything(ann) == {}, "no page shows them"
    in_step(ann, ben)
    assert ann.unsent() == 0 and kept_of(ann, child) == []
    assert ben.get(ReviewSection, section).said == "I like the goat"
    assert ben.get(Decision, new).what == "Visit the goat"
    assert ben.get(Decision, decided.id) == replace(decided, why="It is fun")
    assert matters(ben.session) == ()


def test_words_handed_in_cover_nobodys(laptops, decided, office, child):
    ann, ben = laptops
    gone(ann, office, child)
    ben.save(replace(decided, what="Ben's since"))
    ben.sync()
    hand_in(ann.session, draft(child, decided.review_id, {edit_key(Decision, decided.id, "what"): "Sealed"}))
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Ben's since"
    assert sides(ben) == ["Ben's since", "Sealed"]


def test_words_handed_in_after_finish_are_proposed(laptops, decided, office, child):
    ann, ben = laptops
    gone(ann, office, child)
    ben.save(replace(ben.get(Review, decided.review_id), finished_at=ben.clock.now()))
    ben.sync()
    hand_in(ann.session, draft(child, decided.review_id, {edit_key(Decision, decided.id, "what"): "Sealed"}))
    in_step(ann, ben)
    (matter,) = matters(ben.session)
    assert matter.kind is MatterKind.PROPOSAL and "Sealed" in matter.sides[0].words


def test_words_of_a_letter_and_of_people_are_handed_in_too(laptops, decided, office, child):
    ann, ben = laptops
    review, jo = decided.review_id, new_id()
    letter = part_id(review, "letter")
    ann.save(Letter(id=letter, child_id=child, review_id=review), Person(id=jo, child_id=child, name="Jo"))
    in_step(ann, ben)
    gone(ann, office, child)
    hand_in(ann.session, draft(child, review, {"thanks": "I loved your den!", REASONS: "a/b"}, "letter"))
    hand_in(ann.session, draft(child, child, {f"{jo}/name": "Jo Marsh"}, "people"))
    in_step(ann, ben)
    (part,) = ben.caseload.list(LetterPart)
    assert (part.id, part.text) == (part_id(letter, "thanks"), "I loved your den!")
    assert ben.get(Letter, letter).reasons_so_far == "a/b"
    assert ben.get(Person, jo).name == "Jo Marsh"


@pytest.mark.parametrize("edits", [{"Nothing/x/y": "a"}, {"x": "a"}, {f"Decision/{new_id()}/no_field": "a"}])
def test_what_belongs_nowhere_is_kept_sealed(laptops, decided, office, child, edits):
    ann, _ = laptops
    gone(ann, office, child)
    with pytest.raises(WordsKeptSealed):
        hand_in(ann.session, draft(child, decided.review_id, edits))
    assert ann.unsent() == 0


def test_a_child_who_was_never_here_is_nobody_who_left(laptops, decided, child):
    ann, _ = laptops
    stranger = new_id()
    sealed = draft(stranger, decided.review_id, {edit_key(Decision, new_id(), "what"): "a"})
    assert not is_about_somebody_gone(ann.session, sealed)
    with pytest.raises(WordsKeptSealed):
        hand_in(ann.session, sealed)


def test_a_child_of_whom_words_are_sealed_stays_until_they_are_in(laptops, decided, office, child):
    ann, _ = laptops
    office.take_away(ann.person, child)
    run = ann.run()
    run.kept = {child}
    while (errand := run.next()) is not None:
        errand.take(errand.ask())
    assert ann.get(Child, child) is not None and ann.stand.lost == (child,)
    ann.sync()
    assert ann.get(Child, child) is None


def test_a_child_given_again_is_not_taken_off_for_words_that_came_late(laptops, decided, office, child):
    ann, ben = laptops
    gone(ann, office, child)
    hand_in(ann.session, draft(child, decided.review_id, {edit_key(Decision, decided.id, "why"): "Sealed"}))
    office.allocate(ann.person, child)
    in_step(ann, ben)
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id) == replace(decided, why="Sealed")
