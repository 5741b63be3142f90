"""The faults that a sync has to survive, each by its name: whose child it is, and an office put back."""

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
from tests.sync.faults import in_step, poisoned, sides, words
from tests.sync.laptops import everything


# -- scope -------------------------------------------------------------------------------------------------
def cut_after_one_page(laptop):
    run = laptop.run()
    while True:
        errand = run.next()
        errand.take(errand.ask())
        if laptop.stand.filling and laptop.stand.filling.after:
            break
    laptop.reopen()


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(sync_run, "FILL_BYTES", 1_000)


def decisions(laptop, child, review, number):
    made = [Decision(id=new_id(), child_id=child, review_id=review, what=f"No {n}") for n in range(number)]
    laptop.save(*made)
    return made


def test_a_first_fill_that_is_cut_goes_on_where_it_was(laptops, decided, make, child, small_pages):
    ann, _ = laptops
    decisions(ann, child, decided.review_id, 12)
    ann.sync()
    cai = make("Cai Lloyd")
    cut_after_one_page(cai)
    held = len(cai.caseload.list(Decision)) + len(cai.caseload.list(Child)) + len(cai.caseload.list(Review))
    ann.save(replace(decided, what="Meanwhile"))
    ann.sync()
    cai.wire.sent.clear()
    cai.sync()
    assert held and everything(cai) == everything(ann)
    assert cai.get(Decision, decided.id).what == "Meanwhile"


def test_a_child_taken_away_in_the_middle_of_a_fill_leaves_nothing_behind(
    laptops, decided, make, child, office, small_pages
):
    ann, _ = laptops
    decisions(ann, child, decided.review_id, 12)
    ann.sync()
    cai = make("Cai Lloyd", children=[new_id()])
    cut_after_one_page(cai)
    assert cai.caseload.list(Child) or cai.caseload.list(Review) or cai.caseload.list(Decision)
    office.take_away(cai.person, child)
    cai.sync()
    assert everything(cai) == {}
    assert cai.caseload.office_desk.find(decided.id) is None
    office.allocate(cai.person, child)
    cai.sync()
    assert everything(cai) == everything(ann)


def test_a_child_given_back_before_the_laptop_knew_it_was_taken_away(laptops, decided, office, child):
    ann, ben = laptops
    ann.save(replace(decided, what="Unsent"))
    office.take_away(ann.person, child)
    office.allocate(ann.person, child)
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Unsent"
    ann.save(replace(decided, what="Unsent again"))
    office.take_away(ann.person, child)
    in_step(ann, ben)
    assert ben.get(Decision, decided.id).what == "Unsent again"
    assert everything(ann) == {}


def test_more_than_three_children_lost_asks_first(make, office, child):
    others = [new_id() for _ in range(3)]
    ann = make(children=others)
    ann.save(*(Child(id=one, given_name="Ellis") for one in (child, *others)))
    ann.sync()
    office.take_away(ann.person, child, *others)
    ann.sync(), ann.sync()
    assert len(ann.caseload.list(Child)) == 4
    (matter,) = matters(ann.session)
    assert matter.kind is MatterKind.PURGE
    settle(ann.session, matter.key, Choice(Pick.AGREE))
    ann.sync()
    assert ann.caseload.list(Child) == () and matters(ann.session) == ()


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


def test_an_office_put_back_to_before_a_child_was_given(laptops, decided, backup, office):
    ann, ben = laptops
    other = new_id()
    kept = backup()
    office.allocate(ann.person, other)
    office.allocate(ben.person, other)
    ann.save(Child(id=other, given_name="Amir"))
    in_step(ann, ben)
    kept.put_back()
    in_step(ann, ben)
    assert ann.get(Child, other).given_name == "Amir" and ann.unsent() == 1
    assert ben.get(Child, other) is None, "nobody has given Ben this child, and nothing of his waits"
    office.allocate(ann.person, other)
    office.allocate(ben.person, other)
    in_step(ann, ben)
    assert ann.get(Child, other) == ben.get(Child, other) == Child(id=other, given_name="Amir")
    assert ann.unsent() == 0


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
