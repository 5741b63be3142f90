"""The line to a real office over real sockets: every route, its signatures, its nonce, its compression."""

import hashlib
import json
import logging
import random

import pytest

from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.bundles import is_bundle_signed
from iro_desktop.protocol.messages import Outcome, SnapshotRequest
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.signing import public_key
from iro_desktop.records import canonical
from iro_desktop.sync.line import OfficeLine
from iro_desktop.sync.problems import BlobDamaged
from tests.offices import served
from tests.sync.lines import line_of, request, scope_of


@pytest.fixture
def ann(office):
    laptop = office.laptop(children=[new_id()])
    laptop.child = office.one("SELECT child_id FROM allocation")
    return laptop


class Counted:
    """Lets every request through to the service, and remembers its method, path and headers."""

    def __init__(self, service):
        self.service = service
        self.seen = []
        self.clients = set()

    async def __call__(self, scope, receive, send):
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        self.seen.append((scope["method"], scope["path"], headers))
        self.clients.add(scope["client"])
        await self.service(scope, receive, send)


@pytest.fixture
def counted(office):
    return Counted(office.service)


@pytest.fixture
def line(counted, ann):
    with served(counted) as address:
        made = line_of(ann, address)
        yield made
        made.close()


def test_hello_says_who_answers(line):
    assert line.hello().council_name == "Coldwater"


def test_an_exchange_sends_and_receives(line, ann, office):
    change = ann.write(child=ann.child, fields={"what": (0, "Swimming")})
    reply = line.exchange(request(ann, change))
    assert [answer.outcome for answer in reply.answers] == [Outcome.TAKEN]
    assert reply.own[0].change_id == change["change"]["change_id"]
    ben = office.laptop(name="Ben Ash", children=[ann.child])
    other = line_of(ben, line.address)
    (bundle,) = other.exchange(request(ben)).bundles
    assert bundle.changes == (canonical(change["change"]),)
    assert is_bundle_signed(public_key(ann.key), bundle.changes, bundle.signature)
    other.close()


def test_nothing_to_do_is_one_request_on_one_connection(line, ann, counted):
    line.exchange(request(ann))
    assert len(counted.seen) == 2, "the first asks for a nonce"
    for _ in range(3):
        line.exchange(request(ann))
    assert len(counted.seen) == 5
    assert len(counted.clients) == 1


def test_what_is_large_travels_packed(line, ann, counted):
    line.exchange(request(ann))
    assert "content-encoding" not in counted.seen[-1][2]
    line.exchange(request(ann, *(ann.write(child=ann.child, fields={"what": (0, "x")}) for _ in range(20))))
    assert counted.seen[-1][2]["content-encoding"] == "zstd"
    assert int(counted.seen[-1][2]["content-length"]) < 6_000


def test_scope_and_snapshots(line, ann):
    line.exchange(request(ann, ann.write(child=ann.child, fields={"what": (0, "Swimming")})))
    scope = line.scope()
    assert scope.children == (ann.child,)
    reply = line.snapshots(SnapshotRequest(scopes=(scope_of(ann.child),)))
    (bundle,) = reply.bundles
    assert json.loads(bundle.changes[0])["fields"]["what"]["now"] == "Swimming"
    assert (reply.records, bundle.revisions) == ((), (reply.revision,))


def test_a_laptop_put_back_goes_on_under_its_next_name(line, ann):
    line.exchange(request(ann, ann.write(child=ann.child, fields={"what": (0, "x")})))
    ann.sequence = 0
    with pytest.raises(Refused) as refused:
        line.exchange(request(ann))
    assert refused.value.why is Why.LAPTOP_RESTORED
    assert refused.value.facts
    line.device = line.incarnation(0).device
    assert line.device == f"{ann.device}.1"
    assert line.exchange(request(ann)).last_sequence == 0


def test_what_was_set_aside_is_told(line, ann):
    line.exchange(request(ann, ann.write(child=ann.child, fields={"what": (0, "\0")})))
    (item,) = line.set_aside().items
    assert item.device == ann.device


def test_a_revoked_laptop_hands_in_its_work(line, ann, office):
    office.rows("UPDATE device SET revoked_at = now(), revoked_why = 'lost' RETURNING 1")
    with pytest.raises(Refused) as refused:
        line.exchange(request(ann))
    assert refused.value.why is Why.DEVICE_REVOKED
    receipt = line.deposit(b"sealed")
    assert receipt.sha256 == hashlib.sha256(b"sealed").hexdigest()
    assert line.deposit(b"sealed") == receipt


def test_more_than_the_office_takes_is_not_sent(line, counted):
    with pytest.raises(Refused) as refused:
        line.deposit(bytes(5 * 1024 * 1024 + 1))
    assert refused.value.why is Why.TOO_LARGE
    assert counted.seen == []


def test_another_childs_blob_is_not_found(line):
    with pytest.raises(Refused) as refused:
        line.get_blob(scope_of(new_id()), "a" * 64)
    assert refused.value.why is Why.NOT_FOUND


@pytest.mark.parametrize("size", [0, 1, 3_000, 2 * 1024 * 1024, 2 * 1024 * 1024 + 5])
def test_a_blob_goes_there_and_back(line, ann, size):
    content = random.Random(size).randbytes(size)
    sha256 = hashlib.sha256(content).hexdigest()
    scope = scope_of(ann.child)
    assert not line.blob_state(scope, sha256).complete
    for _ in range(2):
        assert line.put_blob(scope, sha256, content).complete
    assert line.get_blob(scope, sha256) == content
    assert line.get_blob(scope, sha256, size) == content


@pytest.mark.parametrize("size", [5_000, 3_000_000])
def test_a_blob_goes_on_where_it_was_cut(line, ann, size, counted):
    content = random.Random(1).randbytes(size)
    sha256 = hashlib.sha256(content).hexdigest()
    target = f"/v1/blobs/{sha256}?scope=child:{ann.child}&offset=0&size={size}"
    ann.ask("PUT", target, content[:1_000])
    before = len(counted.seen)
    assert line.put_blob(scope_of(ann.child), sha256, content).complete
    sent = [int(h.get("content-length", 0)) for method, _, h in counted.seen[before:] if method == "PUT"]
    assert sent[-1] <= 1024 * 1024
    assert line.get_blob(scope_of(ann.child), sha256) == content


def test_a_damaged_beginning_at_the_office_is_sent_anew(line, ann):
    content = random.Random(2).randbytes(5_000)
    sha256 = hashlib.sha256(content).hexdigest()
    ann.ask("PUT", f"/v1/blobs/{sha256}?scope=child:{ann.child}&offset=0&size=5000", bytes(1_000))
    assert line.put_blob(scope_of(ann.child), sha256, content).complete
    assert line.get_blob(scope_of(ann.child), sha256) == content


def test_a_blob_damaged_here_is_not_sent(line, ann, counted):
    with pytest.raises(BlobDamaged):
        line.put_blob(scope_of(ann.child), "a" * 64, b"other")
    assert counted.seen == []


def test_no_address_is_logged(line, ann, caplog):
    caplog.set_level(logging.DEBUG)
    line.blob_state(scope_of(ann.child), "a" * 64)
    assert not [r for r in caplog.records if r.name.startswith(("httpx2", "httpcore2", "iro_desktop"))]


def test_a_line_without_a_device_signs_nothing(line):
    bare = OfficeLine(line.address)
    with pytest.raises(ValueError, match="no device"):
        bare.scope()
    bare.close()
