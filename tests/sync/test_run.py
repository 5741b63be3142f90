"""What is written on one laptop reaches the office and the other laptop; nothing is lost on the way."""

from dataclasses import replace

import pytest

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child, Person
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.review import Amendment, Decision, Review, ReviewSection
from iro_desktop.services.keep_people import keep_people, person_key
from iro_desktop.services.matters import matters, settle
from iro_desktop.services.office_types import Choice, MatterKind, Pick
from iro_desktop.services.sync_state import sync_state
from iro_desktop.services.what_waits import what_waits
from tests.sync.laptops import Laptop, everything


@pytest.fixture
def child():
    return new_id()


@pytest.fixture
def laptops(office, tmp_path, child):
    """Two people's laptops that share a child."""
    made = []
    for name in ("Ann Reeve", "Ben Okafor"):
        folder = tmp_path / name.split()[0]
        folder.mkdir()
        made.append(Laptop(office, folder, office.person(name, children=[child])))
    yield made
    for one in made:
        one.close()


@pytest.fixture
def decided(laptops, child):
    """A decision that both laptops have."""
    ann, ben = laptops
    review = Review(id=new_id(), child_id=child)
    decision = Decision(id=new_id(), child_id=child, review_id=review.id, what="Swimming", who="Jo")
    ann.save(Child(id=child, given_name="Ellis"), review, decision)
    ann.sync()
    ben.sync()
    return decision


def test_what_one_writes_the_other_reads(laptops, decided):
    ann, ben = laptops
    assert everything(ann) == everything(ben)
    assert (ann.unsent(), ben.unsent()) == (0, 0)
    assert ben.caseload.search("swimming") == ()
    assert (ben.caseload.unindexed(), ben.caseload.index_more()) == (3, 0)
    assert {h.id for h in ben.caseload.search("swimming")} == {decided.id}


def test_the_person_goes_by_the_offices_id_and_their_profile_is_sent(laptops, decided, office):
    ann, _ = laptops
    assert [p.id for p in ann.caseload.list(Profile)] == [ann.person]
    assert ann.session.profile.name == "Ann Reeve"
    assert office.one("SELECT count(*) FROM record WHERE kind = 'profile'") == 2


def test_different_fields_merge_without_anybody(laptops, decided):
    ann, ben = laptops
    ann.save(replace(decided, who="Mark"))
    ben.save(replace(decided, why="She asked"))
    ann.sync(), ben.sync(), ann.sync()
    want = replace(decided, who="Mark", why="She asked")
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id) == want
    assert matters(ann.session) == matters(ben.session) == ()


@pytest.mark.parametrize("pick", [Pick.SIDE, Pick.BOTH, Pick.EDITED])
def test_two_edits_of_one_field_both_stand_until_a_person_chooses(laptops, decided, pick):
    ann, ben = laptops
    ann.save(replace(decided, what="Swimming on Mondays"))
    ben.save(replace(decided, what="Swimming on Fridays"))
    ann.sync(), ben.sync(), ann.sync()
    for laptop in (ann, ben):
        (matter,) = matters(laptop.session)
        assert matter.kind is MatterKind.CONFLICT
        assert [side.words for side in matter.sides] == ["Swimming on Mondays", "Swimming on Fridays"]
        assert [side.mine for side in matter.sides] == [laptop is ann, laptop is ben]
        assert sync_state(laptop.session).needs_you == 1
    settle(ben.session, matter, Choice(pick, side=1, text="Swimming twice a week"))
    ben.sync(), ann.sync()
    says = {
        Pick.SIDE: "Swimming on Fridays",
        Pick.BOTH: "Swimming on Mondays\nSwimming on Fridays",
        Pick.EDITED: "Swimming twice a week",
    }[pick]
    assert ann.get(Decision, decided.id).what == ben.get(Decision, decided.id).what == says
    assert matters(ann.session) == matters(ben.session) == ()
    told = [c["fields"]["what"]["now"] for _, c in ann.caseload.office_desk.shared_history(decided.id)]
    assert {"Swimming on Mondays", "Swimming on Fridays"} <= set(told)


def test_what_came_while_a_screen_was_open_is_never_overwritten_silently(laptops, decided):
    ann, ben = laptops
    shown = ben.caseload.shown_through  # Ben's screen shows what stood then
    ann.save(replace(decided, what="Ann's"))
    ann.sync()
    ben.sync()
    now = ben.get(Decision, decided.id)
    ben.save(replace(now, what="typed on what was shown before"), seen=shown)
    ben.save(replace(now, what="typed on what was shown before, and on"), seen=shown)
    ben.sync(), ann.sync()
    (matter,) = matters(ann.session)
    assert [side.words for side in matter.sides] == ["Ann's", "typed on what was shown before, and on"]


def test_a_persons_name_typed_on_a_page_read_before_is_never_laid_over_a_colleagues(laptops, decided, child):
    ann, ben = laptops
    jo = Person(id=new_id(), child_id=child, name="Jo")
    ann.save(jo)
    ann.sync(), ben.sync()
    shown = ben.caseload.shown_through
    ann.save(replace(jo, name="Joanna Reed"))
    ann.sync(), ben.sync()
    keep_people(ben.session, child, {person_key(jo.id, "name"): "Jo Reed"}, shown)
    ben.sync(), ann.sync()
    (matter,) = matters(ann.session)
    assert {side.words for side in matter.sides} == {"Joanna Reed", "Jo Reed"}


def test_words_written_here_show_until_the_office_has_them_and_are_not_covered(laptops, decided):
    ann, ben = laptops
    ann.save(replace(decided, what="Ann's"))
    ann.sync()
    ben.save(replace(decided, what="Ben's"))
    run = ben.run()
    run.next()  # frozen, never sent
    ben.save(replace(decided, what="Ben's and more"))
    ben.sync()
    assert len(matters(ben.session)) == 1
    assert {s.words for s in matters(ben.session)[0].sides} == {"Ann's", "Ben's and more"}


def test_a_reply_that_is_lost_costs_nothing(laptops, decided, office):
    ann, ben = laptops
    ann.save(replace(decided, what="Again"))
    run = ann.run()
    run.next().ask()  # the office has it; the answer never comes
    ann.reopen()
    assert ann.unsent() == 1
    ann.sync()
    ben.sync()
    assert ann.unsent() == 0
    assert ben.get(Decision, decided.id).what == "Again"
    assert office.one("SELECT count(*) FROM log WHERE record_id = :id", id=decided.id) == 2


def test_a_kill_between_reply_and_its_taking_in_costs_nothing(laptops, decided):
    ann, ben = laptops
    ben.save(replace(decided, who="Ben's"))
    ben.sync()
    run = ann.run()
    errand = run.next()
    errand.ask()
    ann.reopen()
    ann.sync()
    assert ann.get(Decision, decided.id).who == "Ben's"


def test_delete_against_edit_asks(laptops, decided):
    ann, ben = laptops
    ann.delete(decided, "made twice")
    ben.save(replace(decided, why="It matters to her"))
    ann.sync(), ben.sync(), ann.sync()
    for laptop in (ann, ben):
        assert laptop.get(Decision, decided.id).why == "It matters to her"
        (matter,) = matters(laptop.session)
        assert matter.kind is MatterKind.DELETED
    settle(ann.session, matters(ann.session)[0], Choice(Pick.DELETE))
    ann.sync(), ben.sync()
    assert ann.get(Decision, decided.id) is ben.get(Decision, decided.id) is None
    assert matters(ann.session) == matters(ben.session) == ()


def test_delete_against_edit_may_be_kept(laptops, decided):
    ann, ben = laptops
    ann.delete(decided, "made twice")
    ben.save(replace(decided, why="It matters to her"))
    ann.sync(), ben.sync(), ann.sync()
    settle(ann.session, matters(ann.session)[0], Choice(Pick.KEEP))
    ann.sync(), ben.sync()
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id)
    assert matters(ann.session) == matters(ben.session) == ()


def test_an_edit_that_did_not_know_of_finish_is_proposed(laptops, decided):
    ann, ben = laptops
    review = ann.get(Review, decided.review_id)
    ann.save(replace(review, finished_at=ann.clock.now()))
    ben.save(replace(decided, what="What Ben heard"))
    ann.sync(), ben.sync(), ann.sync()
    for laptop in (ann, ben):
        assert laptop.get(Decision, decided.id).what == "Swimming"
        (matter,) = matters(laptop.session)
        assert (matter.kind, matter.sides[0].words) == (MatterKind.PROPOSAL, "what: What Ben heard")
    settle(ann.session, matters(ann.session)[0], Choice(Pick.AMEND))
    ann.sync(), ben.sync()
    assert [a.text for a in ben.caseload.list(Amendment)] == ["what: What Ben heard"]
    assert matters(ann.session) == matters(ben.session) == ()


def test_a_child_taken_away_goes_only_after_what_waits_is_accepted(laptops, decided, office, child):
    ann, ben = laptops
    ann.save(replace(decided, what="written before I knew"))
    office.take_away(ann.person, child)
    run = ann.sync()
    assert run.gone == {child}
    assert ann.unsent() == 0
    assert ann.get(Child, child) is None and ann.caseload.search("Swimming") == ()
    ben.sync()
    assert ben.get(Decision, decided.id).what == "written before I knew"
    office.allocate(ann.person, child)
    ann.sync()
    assert everything(ann) == everything(ben)


def test_a_child_who_was_never_given_waits_and_is_named(laptops, office):
    ann, _ = laptops
    other = new_id()
    ann.save(Child(id=other, given_name="Amir"))
    ann.sync()
    (item,) = what_waits(ann.session)
    assert (item.child, bool(item.reason)) == ("Amir", True)
    sent = len(ann.wire.sent)
    ann.sync()
    assert len(ann.wire.sent) == sent + 1, "it is not offered again before the office's scope has changed"
    office.allocate(ann.person, other)
    ann.sync()
    assert what_waits(ann.session) == () and ann.get(Child, other).given_name == "Amir"


def test_a_laptop_put_back_from_a_backup_gets_its_later_work_back_and_keeps_the_new(laptops, decided, child):
    ann, ben = laptops
    kept = ann.copy()
    section = ReviewSection(
        id=new_id(), child_id=child, review_id=decided.review_id, said="lost with the disk"
    )
    ann.save(section, replace(decided, who="after the backup"))
    ann.sync()
    ann.put_back(kept)
    ann.save(replace(decided, why="after the restore"))
    ann.sync()
    ben.sync()
    assert ann.get(ReviewSection, section.id).said == "lost with the disk"
    want = replace(decided, who="after the backup", why="after the restore")
    assert ann.get(Decision, decided.id) == ben.get(Decision, decided.id) == want
    assert ann.stand.device.endswith(".1")
    assert everything(ann) == everything(ben)


def test_a_laptop_put_back_that_wrote_on_past_its_lost_head_is_found_too(laptops, decided, child):
    ann, ben = laptops
    kept = ann.copy()
    ann.save(replace(decided, who="after the backup"))
    ann.sync()
    ann.put_back(kept)
    for n in range(5):
        ann.save(ReviewSection(id=new_id(), child_id=child, review_id=decided.review_id, said=f"new {n}"))
    ann.sync(), ben.sync()
    assert ann.get(Decision, decided.id).who == "after the backup"
    assert everything(ann) == everything(ben) and ann.unsent() == 0


def test_a_laptop_put_back_that_went_on_in_an_entry_sent_later_keeps_both(laptops, decided, child):
    ann, ben = laptops
    section = ReviewSection(id=new_id(), child_id=child, review_id=decided.review_id, said="before")
    ann.save(section)
    kept = ann.copy()  # the section's making waits, open
    ann.save(replace(section, said="before, and sent"))
    ann.sync()
    ann.put_back(kept)
    ann.save(replace(section, said="before, and after the restore"))  # joins the same entry
    ann.sync()
    ben.sync()
    ann.sync()
    (matter,) = matters(ben.session)
    assert {side.words for side in matter.sides} == {"before, and sent", "before, and after the restore"}
    assert ann.unsent() == 0


def test_nothing_to_do_is_one_round_trip(laptops, decided):
    ann, _ = laptops
    ann.sync()
    before = len(ann.wire.sent)
    ann.sync()
    assert [target for _, target, *_ in ann.wire.sent[before:]] == ["/v1/exchange"]


def test_letters_travel_before_the_change_that_names_them(laptops, decided, child):
    from iro_desktop.domain.letter import Letter

    ann, ben = laptops
    with ann.caseload.unit_of_work() as work:
        sha256 = work.put_blob(b"PK a letter" * 900)
        letter = Letter(id=new_id(), child_id=child, review_id=decided.review_id, saved_blob=sha256)
        work.save(letter)
        work.commit()
    ann.sync(), ben.sync()
    assert ben.caseload.blob(sha256) == b"PK a letter" * 900
    assert ben.get(Letter, letter.id) == letter


def test_a_record_removed_and_made_again_is_there(laptops, decided):
    ann, ben = laptops
    ann.delete(decided)
    ann.sync(), ben.sync()
    assert ben.get(Decision, decided.id) is None
    ann.save(replace(decided, what="Again", who=""))
    ann.sync(), ben.sync()
    assert (
        ann.get(Decision, decided.id)
        == ben.get(Decision, decided.id)
        == replace(decided, what="Again", who="")
    )
    assert matters(ben.session) == ()


def test_a_backup_of_the_caseload_holds_no_key_in_plain(laptops):
    ann, _ = laptops
    assert isinstance(ann.caseload, Caseload)
    from iro_desktop.services.enrol_laptop import membership_of

    key = membership_of(ann.session).signing_key
    assert key.encode() not in ann.copy()
