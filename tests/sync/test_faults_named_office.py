"""The faults that a sync has to survive, each by its name: enrolment, an office put back, forged replies."""

import json
from dataclasses import replace

import pytest
from nacl.signing import SigningKey

from iro_desktop.central import people
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.person import Profile
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.review import Decision, Review
from iro_desktop.services.matters import matters, settle
from iro_desktop.services.office_types import Choice, MatterKind, Pick
from iro_desktop.sync import run as sync_run
from iro_desktop.sync.checking import NotSigned
from tests.offices import on_server
from tests.protocol.builders import bundle_of
from tests.sync.faults import decisions, in_step, poisoned, sides, words
from tests.sync.laptops import everything


# -- requests ----------------------------------------------------------------------------------------------
def test_requests_that_arrive_twice_and_out_of_order(laptops, decided, office):
    ann, ben = laptops
    ann.save(replace(decided, what="First"))
    old = ann.run()
    errand = old.next()
    errand.ask()
    ann.reopen()
    ann.save(replace(decided, what="Second"))
    ann.sync()
    errand.ask()  # the first request, once more and late
    in_step(ann, ben)
    assert ann.get(Decision, decided.id).what == ben.get(Decision, decided.id).what == "Second"
    assert matters(ben.session) == ()
    ids = [row.change_id for row in office.rows("SELECT change_id FROM log")]
    assert len(ids) == len(set(ids))


# -- enrolment ---------------------------------------------------------------------------------------------
def test_a_second_laptop_of_the_same_person(laptops, decided, make):
    ann, ben = laptops
    second = make(person=ann.person)
    second.sync()
    assert everything(second) == everything(ann)
    second.save(replace(decided, what="On the second"))
    ann.save(replace(decided, what="On the first"))
    in_step(second, ann, ben)
    assert sides(ann) == sides(second) == sides(ben) == ["On the first", "On the second"]
    assert [p.id for p in second.caseload.list(Profile)] == [ann.person]


def test_a_caseload_with_work_from_before_its_enrolment(laptops, decided, make, child):
    ann, _ = laptops
    cai = make("Cai Lloyd", enrolled=False)
    review = Review(id=new_id(), child_id=child)
    mine = Decision(id=new_id(), child_id=child, review_id=review.id, what="From before")
    cai.save(Child(id=child, given_name="Elis"), review, mine)
    cai.enrol()
    in_step(cai, ann)
    assert ann.get(Decision, mine.id).what == "From before" and cai.unsent() == 0
    assert everything(cai).keys() == everything(ann).keys()
    assert sides(ann) == sides(cai) == ["Elis", "Ellis"]


# -- the office restored -----------------------------------------------------------------------------------
class Backup:
    """A backup of an office, made by PostgreSQL itself."""

    def __init__(self, office, server_url):
        self.office, self.server = office, server_url
        self.name = office.owner.url.database
        self.copied(f"{self.name}_kept", self.name)

    def copied(self, to, source):
        self.office.app.dispose(), self.office.owner.dispose()
        on_server(self.server, f"CREATE DATABASE {to} TEMPLATE {source}")

    def put_back(self):
        self.office.app.dispose(), self.office.owner.dispose()
        on_server(self.server, f"DROP DATABASE {self.name} WITH (FORCE)")
        self.copied(self.name, f"{self.name}_kept")
        with self.office.inside() as connection:
            people.begin_epoch(connection, "put back from a backup")


@pytest.fixture
def backup(office, server_url):
    return lambda: Backup(office, server_url)


def test_an_office_put_back_gets_again_what_laptops_know_it_had(laptops, decided, backup, child):
    ann, ben = laptops
    kept = backup()
    made = Decision(id=new_id(), child_id=child, review_id=decided.review_id, what="Made since")
    ann.save(made, replace(decided, what="Ann's since"))
    in_step(ann, ben)
    ben.save(replace(ben.get(Decision, decided.id), what="Ben's, having seen Ann's"))
    in_step(ben, ann)
    kept.put_back()
    ann.save(replace(ann.get(Decision, decided.id), why="Ann writes on"))
    in_step(ann, ben)
    assert everything(ann).keys() == everything(ben).keys()
    assert ben.get(Decision, made.id) == made
    assert {"Ann's since", "Ben's, having seen Ann's"} <= words(ann, decided.id) & words(ben, decided.id)
    assert "Ben's, having seen Ann's" in {*sides(ann), ann.get(Decision, decided.id).what}
    assert ben.get(Decision, decided.id).why == "Ann writes on"
    assert (ann.unsent(), ben.unsent()) == (0, 0)


def test_what_the_office_took_before_its_backup_does_not_cover_what_came_after(
    laptops, decided, backup, child, monkeypatch
):
    """A laptop had its answer, and not yet its place in the log, when the office was put back."""
    ann, ben = laptops
    decisions(ben, child, decided.review_id, 4)
    ben.sync()
    ann.save(replace(decided, what="Ann's"))
    with monkeypatch.context() as small:
        real = sync_run.messages.ExchangeRequest
        small.setattr(sync_run.messages, "ExchangeRequest", lambda **said: real(**said, page_bytes=1_000))
        errand = ann.run().next()
        errand.take(errand.ask())
    ann.reopen()
    ben.sync()
    ben.save(replace(ben.get(Decision, decided.id), what="Ben's, having seen Ann's"))
    ben.sync()
    backup().put_back()
    in_step(ann, ben)
    for laptop in (ann, ben):
        assert laptop.get(Decision, decided.id).what == "Ben's, having seen Ann's"
        assert matters(laptop.session) == ()


def test_an_office_put_back_twice(laptops, decided, backup):
    ann, ben = laptops
    kept = backup()
    for said in ("once", "twice"):
        ann.save(replace(ann.get(Decision, decided.id), what=said))
        in_step(ann, ben)
        kept.put_back()
    in_step(ben, ann)
    assert {"once", "twice"} <= words(ben, decided.id)
    assert ben.get(Decision, decided.id).what == ann.get(Decision, decided.id).what == "twice"


def test_an_office_put_back_to_before_a_laptop_was_its(laptops, decided, backup, make, office, child):
    """The laptop joins again, and what it wrote under its first name is the office's again."""
    ann, ben = laptops
    person = office.person("Cai Lloyd", children=[child])
    kept = backup()
    cai = make(person=person)
    cai.sync()
    cai.save(replace(decided, what="Cai's"))
    cai.sync()
    kept.put_back()
    with pytest.raises(KnownProblem):
        cai.sync()
    assert cai.get(Decision, decided.id).what == "Cai's"
    cai.enrol()
    cai.kept_line = None
    in_step(cai, ann, ben)
    assert ann.get(Decision, decided.id).what == cai.get(Decision, decided.id).what == "Cai's"
    assert matters(cai.session) == ()


@pytest.fixture
def forgotten(laptops, decided, backup, office):
    """A child whom both laptops hold, and whom the office was put back to before."""
    ann, ben = laptops
    other = new_id()
    kept = backup()
    office.allocate(ann.person, other)
    office.allocate(ben.person, other)
    ann.save(Child(id=other, given_name="Amir"))
    in_step(ann, ben)
    kept.put_back()
    in_step(ann, ben)
    return other


def test_an_office_put_back_to_before_a_child_was_given(laptops, forgotten, office):
    (ann, ben), other = laptops, forgotten
    assert ann.get(Child, other).given_name == "Amir" and ann.unsent() == 1
    (asked,) = matters(ben.session)
    assert (asked.kind, asked.where) == (MatterKind.PURGE, "1 no longer yours: Amir")
    assert "may only have forgotten" in asked.note
    ben.save(replace(ben.get(Child, other), known_as="Ami"))  # to be written in until he agrees
    in_step(ann, ben)
    assert ben.get(Child, other).known_as == "Ami" and ben.unsent() == 1
    office.allocate(ann.person, other)
    office.allocate(ben.person, other)
    in_step(ann, ben)
    both = Child(id=other, given_name="Amir", known_as="Ami")
    assert ann.get(Child, other) == ben.get(Child, other) == both
    assert ann.unsent() == ben.unsent() == 0 and matters(ben.session) == ()
    office.take_away(ben.person, other)  # by the office as it is now: it knew what it took
    in_step(ann, ben)
    assert ben.get(Child, other) is None and matters(ben.session) == ()


def test_a_child_whom_the_office_may_have_forgotten_goes_when_a_person_agrees(laptops, forgotten, office):
    (ann, ben), other = laptops, forgotten
    (asked,) = matters(ben.session)
    run = ben.run()
    errand = run.next()
    settle(ben.session, asked, Choice(Pick.AGREE))  # in the middle of a sync
    errand.take(errand.ask())
    in_step(ben, ann)
    assert ben.get(Child, other) is None and matters(ben.session) == ()
    assert ann.get(Child, other).given_name == "Amir"
    office.allocate(ann.person, other)
    office.allocate(ben.person, other)
    in_step(ann, ben)
    assert ben.get(Child, other).given_name == "Amir"


def test_a_child_taken_away_by_a_restored_office_that_still_gave_others_is_asked_about(
    laptops, decided, backup, office, child
):
    """Ann holds two; the backup knows of one only: that one is not doubted, the other is."""
    ann, ben = laptops
    other = new_id()
    kept = backup()
    office.allocate(ann.person, other)
    ann.save(Child(id=other, given_name="Amir"))
    in_step(ann, ben)
    kept.put_back()
    in_step(ann, ben)
    assert ann.stand.doubted == (other,)
    office.take_away(ann.person, child)
    in_step(ann, ben)
    assert ann.get(Child, child) is None and ann.get(Child, other).given_name == "Amir"


def test_work_for_a_child_taken_away_after_the_office_was_put_back_is_accepted(
    laptops, decided, backup, office
):
    """The child's allocation got a new number; what the laptop carries has to follow it."""
    ann, ben = laptops
    other = new_id()
    kept = backup()
    office.allocate(ann.person, other), office.allocate(ben.person, other)
    ann.save(Child(id=other, given_name="Amir"))
    in_step(ann, ben)
    kept.put_back()
    office.allocate(ann.person, other), office.allocate(ben.person, other)
    in_step(ann, ben)
    ann.save(replace(ann.get(Child, other), given_name="Amir Ali"))
    office.take_away(ann.person, other)
    in_step(ann, ben)
    assert ann.get(Child, other) is None and ann.unsent() == 0
    assert ben.get(Child, other).given_name == "Amir Ali"


def test_poison_is_set_aside_again_where_the_office_lost_it(laptops, decided, backup, office):
    ann, ben = laptops
    kept = backup()
    poisoned(ann, replace(decided, what="Poison"))
    in_step(ann, ben)
    kept.put_back()
    in_step(ann, ben)
    assert office.one("SELECT count(*) FROM set_aside") == 1
    assert ann.get(Decision, decided.id).what == "Poison" and ann.unsent() == 0


# -- forged replies ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("forged", ["another key", "another record", "another child", "a changed word"])
def test_a_forged_reply_changes_no_row(laptops, decided, make, forged, office):
    """The office's own messages, with one part of them not what its author signed."""
    ann, ben = laptops
    ann.save(replace(decided, what="Ann's"))
    ann.sync()
    before = everything(ben)
    forge = FORGERIES[forged]

    def on_reply(_method, target, reply):
        if target != "/v1/exchange":
            return reply
        said = json.loads(reply.body)
        assert len(said["bundles"]) == 1
        forge(said["bundles"][0])
        return replace(reply, body=json.dumps(said).encode())

    ben.wire.on_reply = on_reply
    with pytest.raises(NotSigned):
        ben.sync()
    assert everything(ben) == before
    ben.wire.on_reply = lambda _method, _target, reply: reply
    ben.sync()
    assert ben.get(Decision, decided.id).what == "Ann's"


FORGERIES = {
    "another key": lambda b: b.update(bundle_of(SigningKey.generate(), b["changes"])),
    "another record": lambda b: b["changes"][0].update(record_id=new_id()),
    "another child": lambda b: b["changes"][0].update(scope={"kind": "child", "id": new_id()}),
    "a changed word": lambda b: b["changes"][0]["fields"]["what"].update(now="Forged"),
}


def test_an_entry_of_another_record_in_a_snapshot_changes_no_row(laptops, decided, make):
    cai = make("Cai Lloyd")

    def on_reply(_method, target, reply):
        if target != "/v1/snapshots":
            return reply
        said = json.loads(reply.body)
        came = {r: c for b in said["bundles"] for c, r in zip(b["changes"], b["revisions"], strict=True)}
        revision = next(r for r, change in came.items() if change["record_id"] == decided.id)
        other = next(r for r in came if r != revision)
        said["records"].append(
            {
                "record_id": decided.id,
                "kind": "decision",
                "revision": revision,
                "standing": {"what": [revision], "who": [other]},
                "tombstones": [],
            }
        )
        return replace(reply, body=json.dumps(said).encode())

    cai.wire.on_reply = on_reply
    with pytest.raises(NotSigned):
        cai.sync()
    assert everything(cai) == {}
    cai.wire.on_reply = lambda _method, _target, reply: reply
    cai.sync()
    assert everything(cai) == everything(laptops[0])
