"""A laptop whose access was ended hands in what it had not sent, sealed; a manager has it taken in."""

from dataclasses import replace

import pytest
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sqlalchemy import text

from iro_desktop.central import audit, depositing, devices, people
from iro_desktop.central.depositing import NotAccepted
from iro_desktop.domain.identity import new_id, part_id
from iro_desktop.domain.letter import Letter
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Review
from iro_desktop.protocol import deposits
from iro_desktop.protocol.certificates import deposit_key
from iro_desktop.protocol.deposits import BlobPart, Deposit
from iro_desktop.protocol.messages import Bundle
from iro_desktop.services.matters import matters
from iro_desktop.services.office_types import MatterKind
from iro_desktop.services.sync_state import sync_state
from iro_desktop.services.what_waits import what_waits
from tests.sync.faults import in_step, sides
from tests.sync.laptops import everything


def revoke(office, laptop):
    with office.inside() as connection:
        devices.revoke(connection, laptop.stand.device, "lost")


def refused(laptop):
    with pytest.raises(KnownProblem) as said:
        laptop.sync()
    assert "no longer" in said.value.title


@pytest.fixture
def manager(office):
    return office.person("Mo Manager", role="manager")


def accept(office, manager, which=None):
    """Take in one deposit, or all that wait."""
    with office.inside() as connection:
        waiting = [one.id for one in depositing.deposits(connection) if not one.accepted_by]
        return [
            depositing.accept(connection, office.council_key, each, manager)
            for each in ([which] if which else waiting)
        ]


def bodies(office):
    return [bytes(row.body) for row in office.rows("SELECT body FROM deposit ORDER BY at, id")]


def test_what_a_revoked_laptop_had_not_sent_is_taken_in(laptops, decided, office, manager, child):
    ann, ben = laptops
    made = Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="A new bed")
    ben.save(replace(decided, what="Ben's"), made)
    revoke(office, ben)
    refused(ben)
    (sealed,) = bodies(office)
    assert b"new bed" not in sealed
    state = sync_state(ben.session)
    assert (state.revoked, state.handed_in, state.handed_in_at) == (True, 2, ben.clock.now())
    assert ben.get(Decision, made.id) == made and ben.unsent() == 2, "kept here until it may sync again"
    assert {item.reason for item in what_waits(ben.session)} == {
        "This laptop may no longer sync: it is handed in, sealed."
    }
    refused(ben)
    assert len(bodies(office)) == 1, "once"
    (taken,) = accept(office, manager)
    assert taken.outcomes == {"taken": 2} and not taken.left
    ann.sync()
    assert ann.get(Decision, decided.id).what == "Ben's" and ann.get(Decision, made.id) == made
    with office.inside() as connection:
        assert audit.verify(connection)[1] == []
        last = connection.execute(text("SELECT what, subject FROM audit ORDER BY number DESC")).first()
    assert last.what == "deposit accepted" and last.subject["by"] == manager
    assert last.subject["outcomes"] == {"taken": 2}


def test_what_is_written_after_it_is_handed_in_too(laptops, decided, office, manager):
    ann, ben = laptops
    revoke(office, ben)
    refused(ben)
    assert bodies(office) == [] and sync_state(ben.session).handed_in == 0
    ben.save(replace(decided, what="Ben's"))
    refused(ben)
    ben.save(replace(ben.get(Decision, decided.id), who="Mark"))
    refused(ben)
    assert len(bodies(office)) == 2 and sync_state(ben.session).handed_in == 2
    accept(office, manager)
    ann.sync()
    assert (ann.get(Decision, decided.id).what, ann.get(Decision, decided.id).who) == ("Ben's", "Mark")


def test_a_receipt_that_is_lost_costs_nothing(laptops, decided, office, manager):
    ann, ben = laptops
    ben.save(replace(decided, what="Ben's"))
    revoke(office, ben)
    run = ben.run()
    while (errand := run.next()) is not None:
        answer = errand.ask()
        if bodies(office):
            break  # and the laptop is killed
        errand.take(answer)
    ben.reopen()
    refused(ben)
    assert len(bodies(office)) == 2
    assert [one.outcomes for one in accept(office, manager)] == [{"taken": 1}, {"taken": 1}]
    ann.sync()
    assert ann.get(Decision, decided.id).what == "Ben's"
    values = {"p": ben.person, "r": decided.id}
    assert office.one("SELECT count(*) FROM log WHERE person_id = :p AND record_id = :r", **values) == 1


def test_a_letter_goes_with_it_in_parts(laptops, decided, office, manager, child, monkeypatch):
    ann, ben = laptops
    monkeypatch.setattr("iro_desktop.sync.depositing.BLOB_PART", 1_000)
    content = bytes(range(256)) * 10
    with ben.caseload.unit_of_work() as work:
        sha256 = work.put_blob(content)
        letter = part_id(decided.review_id, "letter")
        work.save(Letter(id=letter, child_id=child, review_id=decided.review_id, saved_blob=sha256))
        work.commit()
    revoke(office, ben)
    refused(ben)
    assert len(bodies(office)) == 4
    taken = accept(office, manager)
    assert [one.blobs for one in taken] == [1, 1, 1, 0] and taken[-1].outcomes == {"taken": 1}
    in_step(ann)
    assert ann.caseload.blob(sha256) == content


def test_late_work_is_taken_in_as_late_work(laptops, decided, office, manager, child):
    ann, ben = laptops
    ben.save(replace(decided, what="Ben's"))
    revoke(office, ben)
    refused(ben)
    office.take_away(ben.person, child)
    ann.save(replace(decided, what="Ann's"), replace(ann.get(Review, decided.review_id)))
    ann.sync()
    ann.save(replace(ann.get(Review, decided.review_id), finished_at=ann.clock.now()))
    ann.sync()
    (taken,) = accept(office, manager)
    assert taken.outcomes == {"proposed": 1}
    ann.sync()
    (matter,) = matters(ann.session)
    assert matter.kind is MatterKind.PROPOSAL and "Ben's" in matter.sides[0].words
    assert ann.get(Decision, decided.id).what == "Ann's"


def test_work_for_a_child_never_given_waits_in_the_list(laptops, decided, office, manager):
    _, ben = laptops
    stranger = new_id()
    ben.save(Decision(id=new_id(), child_id=stranger, review_id=new_id(), what="Somebody else's"))
    revoke(office, ben)
    refused(ben)
    (taken,) = accept(office, manager)
    assert taken.outcomes == {"waiting": 1} and taken.left
    office.allocate(ben.person, stranger)
    (taken,) = accept(office, manager)
    assert taken.outcomes == {"taken": 1} and not taken.left


def test_a_laptop_given_a_new_code_goes_on_and_nothing_is_there_twice(
    laptops, decided, office, manager, child
):
    ann, ben = laptops
    made = Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="A new bed")
    ben.save(replace(decided, what="Ben's"), made)
    revoke(office, ben)
    refused(ben)
    accept(office, manager)
    ben.enrol()
    ben.kept_line = None
    in_step(ben, ann)
    assert everything(ann) == everything(ben) and sides(ann) == [] and ben.unsent() == 0
    assert not sync_state(ben.session).revoked and sync_state(ben.session).handed_in == 0


# -- what is not taken in ------------------------------------------------------------------------------------
@pytest.fixture
def handed_in(laptops, decided, office):
    _, ben = laptops
    ben.save(replace(decided, what="Ben's"))
    revoke(office, ben)
    refused(ben)
    return office.one("SELECT id FROM deposit")


def untouched(office):
    return office.one("SELECT count(*) FROM deposit WHERE accepted_at IS NULL") == 1 and not office.rows(
        "SELECT 1 FROM audit WHERE what = 'deposit accepted'"
    )


def test_only_a_manager_has_it_taken_in(office, handed_in, laptops):
    ann, _ = laptops
    left = office.person("Lee Left", role="manager")
    with office.inside() as connection:
        people.end_person(connection, left, "left")
    for who in (ann.person, left, new_id()):
        with pytest.raises(NotAccepted):
            accept(office, who)
    assert untouched(office)


def test_only_the_councils_key_opens_it(office, handed_in, manager):
    office.council_key = SigningKey.generate()
    with pytest.raises(NotAccepted):
        accept(office, manager)
    assert untouched(office)


@pytest.mark.parametrize(
    "forged", ["another device", "another person", "another council", "no deposit", "cut"]
)
def test_what_is_not_its_senders_own_is_not_taken_in(office, handed_in, manager, laptops, forged):
    ann, _ = laptops
    key = deposit_key(office.council_key)
    said = deposits.unseal(key, bodies(office)[0])
    changed = {
        "another device": {"device": ann.stand.device},
        "another person": {"person": ann.person},
        "another council": {"council": new_id()},
    }.get(forged, {})
    sealed = deposits.seal(bytes(key.public_key).hex(), replace(said, **changed))
    if forged == "no deposit":
        sealed = deposits.SealedBox(key.public_key).encrypt(b"{}")
    with office.inside() as connection:
        body = sealed[:-1] if forged == "cut" else sealed
        connection.execute(text("UPDATE deposit SET body = :body"), {"body": body})
    with pytest.raises(NotAccepted):
        accept(office, manager)
    assert untouched(office)


def test_changes_that_another_device_signed_are_set_aside(office, handed_in, manager, laptops):
    ann, _ = laptops
    key = deposit_key(office.council_key)
    said = deposits.unseal(key, bodies(office)[0])
    ((forged,),) = (bundle.changes for bundle in said.bundles)
    forged["fields"]["what"]["now"] = "Forged"
    sealed = deposits.seal(bytes(key.public_key).hex(), said)
    with office.inside() as connection:
        connection.execute(text("UPDATE deposit SET body = :body"), {"body": sealed})
    (taken,) = accept(office, manager)
    assert taken.outcomes == {"set_aside": 1}
    ann.sync()
    assert ann.get(Decision, forged["record_id"]).what == "Swimming"


def test_a_seal_opens_with_its_own_key_only():
    key, other = PrivateKey.generate(), PrivateKey.generate()
    scope = {"kind": "child", "id": new_id()}
    part = BlobPart(scope=deposits.ScopeName(**scope), sha256="a" * 64, offset=0, size=3, data="YWJj")
    bundle = Bundle(signature="0" * 128, changes=({"a": [1]},))
    said = Deposit(council=new_id(), device=new_id(), person=new_id(), bundles=(bundle,), blobs=(part,))
    sealed = deposits.seal(bytes(key.public_key).hex(), said)
    found = deposits.unseal(key, sealed)
    assert (found.bundles, found.blobs[0].content) == ((bundle,), b"abc")
    for bad_key, bad in ((other, sealed), (key, sealed[:-1]), (key, b""), (key, bytes(len(sealed)))):
        with pytest.raises(deposits.NotReadable):
            deposits.unseal(bad_key, bad)
