"""The office takes a change only under a bundle that its device signed, and keeps what proves it."""

import pytest
from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.bundles import is_bundle_signed, leaf_of
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical
from tests.central.office import entries_of
from tests.protocol.builders import bundle_of


@pytest.fixture
def child():
    return new_id()


@pytest.fixture
def ann(office, child):
    return office.laptop(children=[child, new_id()])


def decisions(laptop, child, count=3):
    return [laptop.write(child=child, fields={"what": (0, f"d{n}")})["change"] for n in range(count)]


def sent(laptop, *bundles):
    message = {"cursor": {"epoch": 1, "revision": laptop.cursor}, "head": laptop.sequence, "bundles": bundles}
    return laptop.post("/v1/exchange", {**message, "bundles": list(bundles)})


def leaf(change):
    return leaf_of(canonical(change)).hex()


def outcomes(reply):
    return [answer["outcome"] for answer in reply["answers"]]


def test_a_bundle_is_taken_whole_and_comes_down_as_it_was_signed(office, ann, child):
    changes = decisions(ann, child)
    bundle = bundle_of(ann.key, changes)
    assert outcomes(sent(ann, bundle)) == ["taken"] * 3
    ben = office.laptop(children=[child])
    (came,) = ben.exchange()["bundles"]
    assert (came["changes"], came["signature"]) == (changes, bundle["signature"])
    assert office.one("SELECT count(*) FROM bundle") == 1


def test_what_was_replaced_or_erased_leaves_only_its_hash(office, ann, child):
    first, second, third = decisions(ann, child)
    answers = sent(ann, bundle_of(ann.key, [first, second, third]))["answers"]
    newer = {"what": (answers[0]["revision"], "newer")}
    ann.sync(ann.write(first["record_id"], child=child, fields=newer))
    office.rows("UPDATE log SET body = NULL WHERE revision = :r RETURNING 1", r=answers[1]["revision"])
    ben = office.laptop(children=[child])
    scope = [{"kind": "child", "id": child}]
    reply = ben.post("/v1/snapshots", {"scopes": scope})
    one = next(b for b in reply["bundles"] if len(b["changes"]) == 3)
    assert one["changes"] == [leaf(first), leaf(second), third]
    assert one["revisions"] == [0, 0, answers[2]["revision"]]
    lines = [c.encode() if isinstance(c, str) else canonical(c) for c in one["changes"]]
    assert is_bundle_signed(public_key(ann.key), lines, one["signature"])
    assert "'d1'" not in str(reply)


def test_nobody_is_given_so_much_as_the_hash_of_another_childs_change(office, ann, child):
    other = next(c["id"] for c in ann.scopes() if c["kind"] == "child" and c["id"] != child)
    mine, theirs = decisions(ann, child), decisions(ann, other)
    sent(ann, bundle_of(ann.key, mine), bundle_of(ann.key, theirs))
    ben = office.laptop(children=[child])
    for reply in (ben.exchange(), ben.post("/v1/snapshots", {"scopes": ben.scopes()})):
        assert [e["change"] for e in entries_of(reply)] == mine
        assert not any(leaf(change) in str(reply) for change in theirs)


@pytest.mark.parametrize(
    "how",
    ["another key", "moved", "one left out", "one too many", "a wrong hash", "a changed word", "swapped"],
)
def test_a_bundle_that_was_not_signed_so_is_set_aside(office, ann, child, how):
    a, b, c = decisions(ann, child)
    good = bundle_of(ann.key, [a, b, c])
    d = decisions(ann, child, 1)[0]
    forged = {
        "another key": lambda: bundle_of(SigningKey.generate(), [a, b, c]),
        "moved": lambda: {**good, "changes": [b, a, c]},
        "one left out": lambda: {**good, "changes": [a, b]},
        "one too many": lambda: {**good, "changes": [a, b, c, leaf(a)]},
        "a wrong hash": lambda: {**good, "changes": [a, leaf(a), c]},
        "a changed word": lambda: {**good, "changes": [a, {**b, "reason": "x"}, c]},
        "swapped": lambda: {**good, "changes": [a, b, d]},
    }[how]()
    reply = sent(ann, forged)
    assert set(outcomes(reply)) == {"set_aside"}
    assert {answer["reason"] for answer in reply["answers"]} == {"its signature does not fit"}
    assert office.one("SELECT count(*) FROM log") == office.one("SELECT count(*) FROM bundle") == 0


def test_a_bundle_of_two_scopes_is_set_aside(office, ann, child):
    other = next(c["id"] for c in ann.scopes() if c["kind"] == "child" and c["id"] != child)
    reply = sent(ann, bundle_of(ann.key, decisions(ann, child, 1) + decisions(ann, other, 1)))
    assert outcomes(reply) == ["set_aside", "set_aside"]
    assert office.one("SELECT count(*) FROM log") == 0


def test_the_same_changes_again_in_other_bundles_have_the_same_answers(office, ann, child):
    """A laptop bundles anew what it sends again: the office keeps the bundle under which it took each."""
    changes = decisions(ann, child, 4)
    first = sent(ann, bundle_of(ann.key, changes[:2]))
    again = sent(ann, bundle_of(ann.key, changes[1:]), bundle_of(ann.key, changes[:1]))
    assert outcomes(again) == ["taken"] * 4
    assert [again["answers"][3], again["answers"][0]] == first["answers"]
    kept = office.rows("SELECT place, signature FROM log JOIN bundle ON bundle.id = bundle ORDER BY sequence")
    assert [row.place for row in kept] == [0, 1, 1, 2]
    signature = bundle_of(ann.key, changes[:2])["signature"]
    assert [row.signature == signature for row in kept] == [True, True, False, False]


def test_poison_in_a_bundle_stops_none_of_the_others(office, ann, child):
    changes = decisions(ann, child)
    changes[1]["fields"]["what"]["now"] = "a\0b"
    reply = sent(ann, bundle_of(ann.key, changes))
    assert outcomes(reply) == ["taken", "set_aside", "taken"]
    assert outcomes(sent(ann, bundle_of(ann.key, changes[1:]))) == ["set_aside", "taken"]
    assert office.one("SELECT count(*) FROM set_aside") == 1


def test_too_many_changes_in_many_bundles(office, ann, child):
    one = decisions(ann, child, 1)[0]
    many = [bundle_of(ann.key, [one] * 64)] * 40
    message = {"cursor": {"epoch": 1, "revision": 0}, "head": 1, "bundles": many}
    assert ann.post("/v1/exchange", message, raw=True).json()["why"] == "too_large"
