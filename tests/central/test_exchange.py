"""What is sent becomes durable once, answered the same however often, and comes to everybody in scope."""

import copy
import json

import pytest
from sqlalchemy import text

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.bundles import is_bundle_signed
from iro_desktop.records import canonical
from tests.central.office import entries_of
from tests.protocol.builders import bundles_of, sign_change


@pytest.fixture
def child():
    return new_id()


def body_of(office, record):
    return office.one("SELECT body FROM record WHERE record_id = :id", id=record)


def record_of(change):
    return change["change"]["record_id"]


def test_a_change_is_durable_numbered_and_reaches_the_other_laptop_as_it_was_signed(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child], name="Ben")
    sent = ann.write(child=child, fields={"child_id": (0, child), "what": (0, "Swimming on Tuesdays")})
    answers, entries = ann.sync(sent)
    assert [(a["outcome"], a["change_id"]) for a in answers] == [("taken", sent["change"]["change_id"])]
    assert entries == [{"revision": answers[0]["revision"], "own": sent["change"]["change_id"]}]
    assert body_of(office, record_of(sent)) == {"child_id": child, "what": "Swimming on Tuesdays"}
    reply = ben.exchange()
    (entry,) = reply["entries"]
    assert (entry["change"], entry["bundle"]["signature"]) == (sent["change"], sent["signature"])
    (certificate,) = reply["certificates"]
    assert certificate["grant"]["device"] == ann.device
    assert is_bundle_signed(certificate["device_key"], [canonical(entry["change"])], sent["signature"])


def test_nothing_to_do_is_one_small_round_trip(office, child):
    ann = office.laptop(children=[child])
    ann.sync()
    answer = ann.exchange(raw=True)
    assert answer.status_code == 200
    assert len(answer.content) < 1_000
    assert answer.json()["bundles"] == answer.json()["own"] == answer.json()["answers"] == []


def test_the_same_batch_again_has_the_same_answers_and_changes_nothing(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    first = ann.write(child=child, fields={"what": (0, "a")})
    ((answer,), _) = ann.sync(first)
    ben.sync()
    edit = ben.write(record_of(first), child=child, fields={"what": (answer["revision"], "b")})
    ben.sync(edit)
    stale = ann.write(
        record_of(first), child=child, fields={"what": (answer["revision"], "c"), "who": (0, "Mum")}
    )
    batch = [first, stale, first]
    once = ann.exchange(*batch)
    logged = office.rows("SELECT * FROM log ORDER BY revision")
    assert [a["outcome"] for a in once["answers"]] == ["taken", "conflict", "taken"]
    assert once["answers"][1]["conflicts"] == ["what"]
    for _ in range(3):
        assert ann.exchange(*batch)["answers"] == once["answers"]
    assert ann.exchange(*batch[::-1])["answers"] == once["answers"][::-1]
    assert office.rows("SELECT * FROM log ORDER BY revision") == logged
    assert body_of(office, record_of(first)) == {"what": "b", "who": "Mum"}


def test_a_conflict_reaches_both_and_a_choice_settles_it_for_both(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    made = ann.write(child=child, fields={"what": (0, "a")})
    ((answer,), _) = ann.sync(made)
    ben.sync()
    based = answer["revision"]
    ann.sync(ann.write(record_of(made), child=child, fields={"what": (based, "Ann's")}))
    ((answer,), entries) = ben.sync(
        ben.write(record_of(made), child=child, fields={"what": (based, "Ben's")})
    )
    assert answer["outcome"] == "conflict"
    assert [e["change"]["fields"]["what"]["now"] for e in entries if "change" in e] == ["Ann's"]
    (record,), _ = ann.snapshot([{"kind": "child", "id": child}])
    assert len(record["standing"]["what"]) == 2
    choice = ben.write(record_of(made), child=child, fields={"what": (answer["revision"], "both")})
    assert ben.sync(choice)[0][0]["outcome"] == "taken"
    (record,), _ = ann.snapshot([{"kind": "child", "id": child}])
    assert [e["change"]["fields"]["what"]["now"] for e in record["entries"]] == ["both"]


def test_delete_against_edit_is_a_dispute_and_both_stand(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    made = ann.write(child=child, fields={"what": (0, "a")})
    ((answer,), _) = ann.sync(made)
    ben.sync()
    fields = {"what": (answer["revision"], None)}
    gone = ann.write(record_of(made), child=child, operation="delete", reason="entered twice", fields=fields)
    assert ann.sync(gone)[0][0]["outcome"] == "taken"
    assert office.one("SELECT deleted FROM record")
    edit = ben.write(record_of(made), child=child, fields={"what": (answer["revision"], "b")})
    ben.sync(edit)
    assert not office.one("SELECT deleted FROM record")
    (record,), _ = ann.snapshot([{"kind": "child", "id": child}])
    assert len(record["tombstones"]) == 1
    assert body_of(office, record_of(made)) == {"what": "b"}


def finished_review(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    review = ann.write(child=child, kind="review", fields={"child_id": (0, child)})
    fields = {"child_id": (0, child), "review_id": (0, record_of(review)), "what": (0, "a")}
    decision = ann.write(child=child, fields=fields)
    answers, _ = ann.sync(review, decision)
    ben.sync()
    return ann, ben, review, decision, answers[1]["revision"]


def test_an_edit_after_the_finish_is_a_proposal_never_a_rejection(office, child):
    ann, ben, review, decision, based = finished_review(office, child)
    finish = ann.write(
        record_of(review), child=child, kind="review", fields={"finished_at": (0, "2026-11-23T10:00Z")}
    )
    ann.sync(finish)
    edit = ben.write(record_of(decision), child=child, fields={"what": (based, "Ben's late words")})
    new = ben.write(child=child, fields={"review_id": (0, record_of(review)), "what": (0, "a new decision")})
    allowed = ben.write(
        child=child, kind="amendment", fields={"review_id": (0, record_of(review)), "text": (0, "x")}
    )
    answers, _ = ben.sync(edit, new, allowed)
    assert [a["outcome"] for a in answers] == ["proposed", "proposed", "taken"]
    assert body_of(office, record_of(decision))["what"] == "a"
    proposed = [e for e in ann.sync()[1] if e.get("proposed")]
    assert [e["change"] for e in proposed] == [edit["change"], new["change"]]
    reply = ann.post("/v1/snapshots", {"scopes": [{"kind": "child", "id": child}]})
    proposed = [e for e in entries_of(reply) if e.get("proposed")]
    assert [e["change"] for e in proposed] == [edit["change"], new["change"]]


def test_a_finish_that_had_not_seen_an_edit_says_so(office, child):
    ann, ben, review, decision, based = finished_review(office, child)
    ((answer,), _) = ben.sync(ben.write(record_of(decision), child=child, fields={"what": (based, "Ben's")}))
    fields = {"finished_at": (0, "2026-11-23T10:00Z")}
    ann.sync(ann.write(record_of(review), child=child, kind="review", fields=fields, known=based))
    finish = ben.sync()[1][-1]
    assert finish["unseen"] == [answer["revision"]]


def test_unknown_fields_and_kinds_come_through_unharmed(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    deep = {"list": [1, {"x": None}], "text": "\u202e“‘\U0001f600"}
    newer = ann.write(child=child, kind="hologram", fields={"shape": (0, deep)}, weather="fine")
    newer["change"]["fields"]["shape"]["language"] = "cy"
    newer = sign_change(ann.key, newer["change"])
    assert ann.sync(newer)[0][0]["outcome"] == "taken"
    assert body_of(office, record_of(newer)) == {"shape": deep}
    assert ben.sync()[1][0]["change"] == newer["change"]


def test_poison_is_set_aside_named_kept_and_stops_nothing(office, child):
    ann = office.laptop(children=[child])
    good = ann.write(child=child, fields={"what": (0, "kept")})
    nul = ann.write(child=child, fields={"what": (0, "a\0b")})
    forged = ann.write(child=child, fields={"what": (0, "x")})
    forged["change"]["fields"]["what"]["now"] = "forged"
    ahead = ann.write(child=child, fields={"what": (10**9, "x")})
    lone = copy.deepcopy(good)
    lone["change"]["fields"]["what"]["now"] = "a\ud800"
    other = ann.write(child=child, fields={}, person=new_id())
    last = ann.write(child=child, fields={"what": (0, "kept too")})
    batch = [nul, good, forged, ahead, lone, {"what": "is this"}, other, last]
    reply = ann.exchange(*batch)
    assert [a["outcome"] for a in reply["answers"]] == [
        "set_aside", "taken", "set_aside", "set_aside", "set_aside", "set_aside", "set_aside", "taken",
    ]  # fmt: skip
    assert [a["reason"] for a in reply["answers"] if a["outcome"] == "set_aside"] == [
        "text that cannot be kept",
        "its signature does not fit",
        "based on a revision that is not yet",
        "text that cannot be kept",
        "not a change: change_id",
        "another person's change",
    ]
    assert ann.exchange(*batch)["answers"] == reply["answers"]
    kept = office.rows("SELECT body FROM set_aside ORDER BY number")
    assert len(kept) == 6
    assert {json.dumps(json.loads(row.body)["change"]) for row in kept} == {
        json.dumps(json.loads(json.dumps(b, sort_keys=True)))
        for b in (nul["change"], forged["change"], ahead["change"], lone["change"], batch[5], other["change"])
    }
    assert nul["signature"] in {json.loads(row.body)["proof"]["signature"] for row in kept}
    assert len(ann.ask("GET", "/v1/set-aside")["items"]) == 6
    assert office.laptop().ask("GET", "/v1/set-aside")["items"] == []
    assert len(office.laptop(role="manager").ask("GET", "/v1/set-aside")["items"]) == 6


def test_a_change_may_not_lie_about_whose_record_it_is(office, child):
    other = new_id()
    ben = office.laptop(children=[other], name="Ben")
    theirs = ben.write(child=other, fields={"what": (0, "Ben's child")})
    ben.sync(theirs)
    ann = office.laptop(children=[child])
    answers, _ = ann.sync(
        ann.write(record_of(theirs), child=child, fields={"what": (0, "mine now")}),
        ann.write(child=child, fields={"child_id": (0, other)}),
        ann.write(scope={"kind": "council", "id": ""}, kind="template", fields={"text": (0, "x")}),
        ann.write(scope={"kind": "person", "id": ben.person}, kind="profile", fields={"name": (0, "x")}),
        ann.write(scope={"kind": "person", "id": ann.person}, kind="profile", fields={"name": (0, "Ann")}),
    )
    assert [a["outcome"] for a in answers] == ["set_aside"] * 4 + ["taken"]
    assert body_of(office, record_of(theirs)) == {"what": "Ben's child"}


def test_a_child_not_allocated_waits_and_nothing_of_it_is_kept(office, child):
    ann = office.laptop()
    change = ann.write(child=child, fields={"what": (0, "a")})
    (answer,) = ann.exchange(change)["answers"]
    assert (answer["outcome"], answer["reason"]) == ("waiting", "not_allocated")
    assert office.one("SELECT count(*) FROM log") == 0
    office.allocate(ann.person, child)
    assert ann.exchange(change)["answers"][0]["outcome"] == "taken"


def test_work_on_a_reallocated_child_is_accepted_late_but_nothing_new_is_sent(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(name="Ben")
    made = ann.write(child=child, fields={"what": (0, "a")})
    ((answer,), _) = ann.sync(made)
    before = ann.exchange()["scope"]
    office.take_away(ann.person, child)
    office.allocate(ben.person, child)
    ben_edit = ben.write(record_of(made), child=child, fields={"who": (0, "Ben's secret")})
    ben.sync(ben_edit)
    late = ann.write(
        record_of(made), child=child, fields={"what": (answer["revision"], "written on the train")}
    )
    reply = ann.exchange(late)
    assert reply["answers"][0]["outcome"] == "taken"
    assert reply["entries"] == []
    assert reply["scope"]["hash"] != before["hash"]
    assert child not in ann.ask("GET", "/v1/scope")["children"]
    assert body_of(office, record_of(made)) == {"what": "written on the train", "who": "Ben's secret"}
    ann.scope_revision = reply["scope"]["revision"]
    after = ann.write(record_of(made), child=child, fields={"what": (answer["revision"], "after I knew")})
    assert ann.exchange(after)["answers"][0]["outcome"] == "waiting"


def test_pages_are_cut_by_bytes_and_resume_anywhere(office, child):
    ann, ben = office.laptop(children=[child]), office.laptop(children=[child])
    sent = [ann.write(child=child, fields={"what": (0, f"{n} " + "x" * 700)}) for n in range(40)]
    sent.append(ann.write(child=child, fields={"what": (0, "y" * 200_000)}))
    ann.sync(*sent)
    seen, pages, more = [], 0, True
    while more:
        reply = ben.exchange(page_bytes=5_000)
        ben.cursor = reply["cursor"]["revision"]
        seen += [entry["change"]["change_id"] for entry in reply["entries"]]
        more, pages = reply["more"], pages + 1
    assert seen == [change["change"]["change_id"] for change in sent]
    assert pages > 10
    again = office.laptop(children=[child])
    records, revision = again.snapshot(page_bytes=5_000)
    assert len(records) == 41
    assert revision == ben.cursor


def test_a_change_kept_back_and_accepted_later_does_not_undo_what_came_after(office, child):
    ann = office.laptop(children=[child])
    sha = "a" * 64
    held = ann.write(child=child, kind="letter", fields={"saved_blob": (0, sha), "approved_by": (0, "old")})
    later = ann.write(record_of(held), child=child, kind="letter", fields={"approved_by": (0, "new")})
    answers, _ = ann.sync(held, later)
    assert [(a["outcome"], a.get("blobs")) for a in answers] == [("waiting", [sha]), ("taken", [])]
    with office.inside() as connection:
        connection.execute(
            text("INSERT INTO blob VALUES ('child', :child, :sha, 1, 1, true)"), {"child": child, "sha": sha}
        )
    assert ann.sync(held)[0][0]["outcome"] == "taken"
    assert body_of(office, record_of(held)) == {"approved_by": "new", "saved_blob": sha}
    entries = office.laptop(children=[child]).sync()[1]
    assert entries[-1]["passed_over"] == ["approved_by"]


def test_compressed_requests_and_answers(office, child):
    ann = office.laptop(children=[child])
    sent = [ann.write(child=child, fields={"what": (0, "Swimming")}) for _ in range(30)]
    message = {"cursor": {"epoch": 1, "revision": 0}, "head": ann.sequence, "bundles": bundles_of(sent)}
    answer = ann.gzipped("/v1/exchange", message)
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.json()["answers"]) == 30
