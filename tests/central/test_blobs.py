"""A letter's bytes arrive whole or not at all, from wherever they stopped, before the change naming them."""

import hashlib

import pytest

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.reading import LARGEST_BLOB

DATA = bytes(range(256)) * 40
SHA = hashlib.sha256(DATA).hexdigest()
SIZE = len(DATA)


@pytest.fixture
def ann(office):
    laptop = office.laptop(children=[new_id()])
    laptop.child = office.one("SELECT child_id FROM allocation")
    return laptop


def put(laptop, offset, data, *, size=SIZE, sha=SHA, scope=None):
    target = f"/v1/blobs/{sha}?scope={scope or f'child:{laptop.child}'}&offset={offset}&size={size}"
    return laptop.ask("PUT", target, data, raw=True)


def state(laptop, sha=SHA):
    return laptop.ask("GET", f"/v1/blobs/{sha}/state?scope=child:{laptop.child}")


def test_an_upload_resumes_where_it_stopped(ann):
    assert state(ann) == {"sha256": SHA, "size": 0, "received": 0, "complete": False}
    assert put(ann, 0, DATA[:3000]).json()["received"] == 3000
    again = put(ann, 0, DATA[:3000])
    assert (again.status_code, again.json()["facts"]["received"]) == (409, 3000)
    assert state(ann)["received"] == 3000
    assert ann.ask("GET", f"/v1/blobs/{SHA}?scope=child:{ann.child}&offset=0", raw=True).status_code == 404
    assert put(ann, 3000, DATA[3000:]).json()["complete"]
    assert put(ann, 0, DATA).json()["complete"]
    for offset in (0, 1, 2999, 3000, 5000, len(DATA)):
        answer = ann.ask("GET", f"/v1/blobs/{SHA}?scope=child:{ann.child}&offset={offset}", raw=True)
        assert answer.content == DATA[offset:]


def test_a_damaged_blob_is_forgotten_and_may_be_sent_again(ann):
    damaged = b"x" + DATA[1:]
    answer = put(ann, 0, damaged)
    assert (answer.status_code, answer.json()["why"]) == (422, "blob_mismatch")
    assert state(ann)["received"] == 0
    put(ann, 0, damaged[:1000])
    assert put(ann, 1000, DATA[1000:]).status_code == 422
    assert put(ann, 0, DATA).json()["complete"]


def test_what_does_not_fit_is_refused(ann):
    assert put(ann, 5, DATA[:5]).status_code == 409
    assert put(ann, 0, DATA + b"x").status_code == 409
    assert put(ann, 0, b"", size=LARGEST_BLOB + 1).status_code == 413
    assert put(ann, 0, DATA, sha="Z" * 64).status_code == 400
    assert put(ann, 0, DATA, scope="planet:x").status_code == 400
    assert put(ann, "-1", DATA).status_code == 400
    assert put(ann, 0, DATA, scope=f"child:{new_id()}").status_code == 404


def test_an_empty_blob(ann):
    sha = hashlib.sha256(b"").hexdigest()
    assert put(ann, 0, b"", size=0, sha=sha).json()["complete"]


def test_the_same_bytes_for_another_child_are_another_blob(office, ann):
    put(ann, 0, DATA)
    other = new_id()
    office.allocate(ann.person, other)
    ann.child = other
    assert not state(ann)["complete"]


def test_a_change_waits_for_its_blob_and_is_taken_once_it_is_there(ann):
    letter = ann.write(child=ann.child, kind="letter", fields={"saved_blob": (0, SHA)})
    (answer,) = ann.exchange(letter)["answers"]
    assert (answer["outcome"], answer["reason"], answer["blobs"]) == ("waiting", "blobs", [SHA])
    put(ann, 0, DATA[:10])
    assert ann.exchange(letter)["answers"][0]["outcome"] == "waiting"
    put(ann, 10, DATA[10:])
    assert ann.exchange(letter)["answers"][0]["outcome"] == "taken"
