"""An office that shuffles what devices signed: nothing of a page with such a bundle is taken in."""

import copy
import json
from dataclasses import replace

import pytest

from iro_desktop.caseload.bundles import TwoScopes, proof_of
from iro_desktop.domain.child import Child
from iro_desktop.domain.identity import new_id
from iro_desktop.domain.review import Decision, Review
from iro_desktop.protocol.bundles import is_bundle_signed, leaf_of
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical
from iro_desktop.sync import enrolling
from iro_desktop.sync.checking import NotSigned
from tests.protocol.builders import bundle_of
from tests.sync.laptops import everything


def key_of(laptop):
    return laptop.kept_line._key


@pytest.fixture
def written(laptops, child, make):
    """A child with some decisions, another child's, and those of a second author; nothing of it at Cai's."""
    ann, ben = laptops
    review = Review(id=new_id(), child_id=child)
    decisions = [Decision(id=new_id(), child_id=child, review_id=review.id, what=f"d{n}") for n in range(4)]
    ann.save(Child(id=child, given_name="Ellis"), review, *decisions)
    ann.sync(), ben.sync()
    ben.save(Decision(id=new_id(), child_id=child, review_id=review.id, what="Ben's"))
    ben.sync(), ann.sync()
    return make("Cai Lloyd")


def leaf(one):
    return leaf_of(canonical(one)).hex()


def forge(how, bundles, ann):
    ours = next(b for b in bundles if len(b["changes"]) > 3)
    other = next(b for b in bundles if b is not ours and len(b["changes"]) < 3)
    changes, revisions = ours["changes"], ours["revisions"]
    match how:
        case "a changed word":
            changes[1]["fields"]["id"]["now"] = new_id()
        case "a tampered hash":
            changes[1], revisions[1] = leaf(changes[2]), 0
        case "moved to another place":
            changes[0], changes[1] = changes[1], changes[0]
        case "swapped between bundles":
            changes[0], other["changes"][0] = other["changes"][0], changes[0]
        case "swapped signatures":
            ours["signature"], other["signature"] = other["signature"], ours["signature"]
        case "another device's signature":
            ours.update(bundle_of(enrolling.SigningKey.generate(), changes))
        case "another author's name":
            for change in changes:
                change["device"] = other["changes"][0]["device"]
            ours.update(bundle_of(key_of(ann), changes))
        case "one left out":
            del changes[-1], revisions[-1]
        case "one too many":
            changes.append(copy.deepcopy(changes[0]))
            revisions.append(10**6)
        case "one hash too many":
            changes.append(leaf(changes[0]))
            revisions.append(0)
        case "a hash in place of one, and it beside":
            changes[1:2] = [leaf(changes[1]), changes[1]]
            revisions[1:2] = [0, revisions[1]]
        case "a number for two":
            revisions[1] = revisions[2]
        case "the same twice":
            bundles.append({**copy.deepcopy(ours), "revisions": [r + 10**6 for r in revisions]})
        case "two scopes":
            change = {**copy.deepcopy(changes[1]), "scope": {"kind": "child", "id": new_id()}}
            del change["fields"]["child_id"]
            changes[1] = change
            ours.update(bundle_of(key_of(ann), changes))
        case "no bundle at all":
            ours["changes"] = changes[:1] + [leaf(one) for one in changes[1:]]
            ours["revisions"], ours["signature"] = [1, *[0] * (len(changes) - 1)], "0" * 128
        case _:
            raise AssertionError(how)


FORGERIES = [
    "a changed word", "a tampered hash", "moved to another place", "swapped between bundles",
    "swapped signatures", "another device's signature", "another author's name", "one left out",
    "one too many", "one hash too many", "a hash in place of one, and it beside", "a number for two",
    "the same twice", "two scopes", "no bundle at all",
]  # fmt: skip


@pytest.mark.parametrize("path", ["/v1/snapshots", "/v1/exchange"])
@pytest.mark.parametrize("how", FORGERIES)
def test_nothing_is_taken_in_of_a_page_with_a_forged_bundle(laptops, written, how, path):
    ann, cai = laptops[0], written
    cheated = []

    def on_reply(_method, target, reply):
        said = json.loads(reply.body) if target == path else {}
        if not said.get("bundles"):
            return reply
        forge(how, said["bundles"], ann)
        cheated.append(how)
        return replace(reply, body=json.dumps(said).encode())

    cai.wire.on_reply = on_reply
    if path == "/v1/exchange":  # read the log from its beginning, as after a restore
        read_from_the_beginning(cai)
    with pytest.raises(NotSigned):
        cai.sync()
    assert cheated == [how]
    assert everything(cai) == {}
    assert cai.caseload.connection.exec_driver_sql("SELECT count(*) FROM shared_bundle").scalar() == 0
    cai.wire.on_reply = lambda _method, _target, reply: reply
    cai.sync()
    assert everything(cai) == everything(ann)


def read_from_the_beginning(laptop):
    """Let a laptop, of which the scope is known, read the log instead of whole records."""
    run = laptop.run()
    while not run._stand.scope_hash:  # it says hello first
        errand = run.next()
        errand.take(errand.ask())
    run._put(replace(run._stand, filling=None, revision=0))


def test_a_proxy_that_writes_the_json_anew_does_no_harm(laptops, written):
    ann, cai = laptops[0], written
    cai.wire.on_reply = lambda _m, _t, reply: replace(reply, body=json.dumps(json.loads(reply.body)).encode())
    cai.sync()
    assert everything(cai) == everything(ann)


def test_each_change_can_be_proved_again(laptops, written):
    cai = written
    cai.sync()
    connection = cai.caseload.connection
    revisions = connection.exec_driver_sql("SELECT revision FROM shared_change").scalars().all()
    assert len(revisions) == 7
    keys = {laptop.stand.device: public_key(key_of(laptop)) for laptop in laptops}
    for revision in revisions:
        proof = proof_of(connection, revision)
        assert is_bundle_signed(keys[proof["device"]], proof["lines"], proof["signature"])
        assert json.loads(proof["lines"][proof["place"]])["sequence"]
    assert proof_of(connection, 10**6) is None


def test_a_child_larger_than_a_page_comes_in_parts_and_a_bundle_is_whole_in_the_end(
    laptops, written, monkeypatch
):
    ann, cai = laptops[0], written
    sizes = []

    def on_send(_method, target, body):
        if target == "/v1/snapshots":
            sizes.append(json.loads(body)["page_bytes"])

    monkeypatch.setattr("iro_desktop.sync.run.FILL_BYTES", 1_000)
    cai.wire.on_send = on_send
    cai.sync()
    assert len(sizes) > 3, "the child came in several pages"
    assert everything(cai) == everything(ann)
    packed = cai.caseload.connection.exec_driver_sql("SELECT changes FROM shared_bundle").scalars().all()
    assert len(packed) == 2
    proofs = [
        proof_of(cai.caseload.connection, r)
        for r in cai.caseload.connection.exec_driver_sql("SELECT revision FROM shared_change").scalars()
    ]
    assert all(line.startswith(b"{") for proof in proofs for line in proof["lines"])


def test_a_bundle_that_later_turns_out_to_have_two_scopes_is_refused(laptops, child, make, office):
    """A device that signs for two children together, and an office that shows one part at a time."""
    ann, other = laptops[0], new_id()
    ann.save(Child(id=child, given_name="Ellis"))
    office.allocate(ann.person, other)
    ann.sync()
    cai = make("Cai Lloyd", children=[other])
    cai.sync()
    device, person = ann.stand.device, ann.person

    def by_ann(about, sequence):
        record = new_id()
        fields = {"id": record, "child_id": about, "what": "x", "review_id": new_id()}
        edits = {name: {"based_on": 0, "was": None, "now": now} for name, now in fields.items()}
        return {
            "change_id": new_id(), "record_id": record, "kind": "decision", "operation": "create",
            "scope": {"kind": "child", "id": about}, "fields": edits, "device": device, "person": person,
            "sequence": sequence, "allocation_revision": 0, "device_time": "", "reason": "",
        }  # fmt: skip

    both = [by_ann(child, 50), by_ann(other, 51)]
    whole = bundle_of(key_of(ann), both)
    parts = [
        {**whole, "changes": [both[0], leaf(both[1])], "revisions": [50, 0]},
        {**whole, "changes": [leaf(both[0]), both[1]], "revisions": [0, 51]},
    ]

    def on_reply(_method, target, reply):
        if target != "/v1/exchange" or not parts:
            return reply
        said = json.loads(reply.body)
        said["bundles"], said["more"] = [parts.pop(0)], True
        return replace(reply, body=json.dumps(said).encode())

    cai.wire.on_reply = on_reply
    with pytest.raises(TwoScopes):
        cai.sync()
    assert cai.get(Decision, both[0]["record_id"]).what == "x"
    assert cai.get(Decision, both[1]["record_id"]) is None
