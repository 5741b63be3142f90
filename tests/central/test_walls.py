"""Two walls, each tried alone: whoever asks whatever for somebody else's child gets nothing of that child."""

import hashlib
import json
import os
from itertools import product

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from iro_desktop.central import access, answering
from iro_desktop.central.access import Access
from iro_desktop.central.database import Asker, DatabaseUnfit, as_asker, refuse_if_unfit
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.routes import ROUTES
from tests.central.office import records_of
from tests.protocol.builders import bundles_of

MARKER = "Marmaduke-the-marker"
TABLES = (
    "log",
    "bundle",
    "record",
    "blob",
    "blob_part",
    "set_aside",
    "deposit",
    "allocation",
    "person",
    "read_log",
    "audit",
)
ROLES = ("iro", "manager", "support")
FULL = os.environ.get("IRO_PROOF") == "full"


@pytest.fixture
def world(office):
    """Ben's child with everything about it; the asker has another child."""
    theirs, mine = new_id(), new_id()
    ben = office.laptop(children=[theirs], name="Ben")
    data = MARKER.encode() * 10
    sha = hashlib.sha256(data).hexdigest()
    put = ben.ask("PUT", f"/v1/blobs/{sha}?scope=child:{theirs}&offset=0&size={len(data)}", data)
    assert put["complete"]
    made = ben.write(child=theirs, fields={"what": (0, MARKER), "saved_blob": (0, sha)})
    poison = ben.write(child=theirs, fields={"what": (0, f"{MARKER}\0")})
    late = ben.write(child=theirs, fields={"child_id": (0, theirs), "name": (0, MARKER)})
    ben.sync(made, poison, late)
    ben.ask("POST", "/v1/deposits", data, raw=True)
    return office, theirs, mine, made, sha, data


def every_request(laptop, theirs, made, sha):
    """Yield (route, method, target, body) with somebody else's child wherever a child can be named."""
    scope = {"kind": "child", "id": theirs}
    record = made["change"]["record_id"]
    cursor = {"epoch": 1, "revision": 0}
    edit = laptop.write(record, child=theirs, fields={"what": (0, "mine")})
    new = laptop.write(child=theirs, fields={"what": (0, "mine")})
    stolen = laptop.write(record, child=laptop_child(laptop), fields={"what": (0, "mine")})
    exchange = {
        "cursor": cursor,
        "head": laptop.sequence,
        "bundles": bundles_of([edit, new, stolen, made]),
        "own_too": True,
    }
    bodies = {
        "exchange": [exchange, {**exchange, "bundles": []}],
        "snapshots": [{"scopes": [scope]}, {"scopes": [{"kind": "council"}, scope], "why": "x"}],
        "incarnation": [{"head": 0}],
        "deposit": [b"sealed"],
        "put_blob": [b"", b"x"],
        "offer": [{"enrolment_key": "0" * 64}],
        "enrol": [{"enrolment_key": "0" * 64, "device_key": "0" * 64, "enrolment_signature": "0" * 128}],
    }
    query = {"blob": f"?scope=child:{theirs}&offset=0", "blob_state": f"?scope=child:{theirs}"}
    query["put_blob"] = f"?scope=child:{theirs}&offset=0&size=1"
    for route in ROUTES:
        for body in bodies.get(route.name, [b""]):
            sent = body if isinstance(body, bytes) else json.dumps(body).encode()
            yield route, route.path.replace("{sha256}", sha) + query.get(route.name, ""), sent


def laptop_child(laptop):
    return laptop.ask("GET", "/v1/scope")["children"][0]


def assert_nothing_of(theirs, made, answer):
    assert MARKER.encode() not in answer.content
    text_of = answer.text
    assert theirs not in text_of
    assert made["change"]["record_id"] not in text_of


def test_every_route_for_somebody_elses_child(world):
    office, theirs, mine, made, sha, _ = world
    before = office.rows("SELECT * FROM record ORDER BY record_id")
    for role in ROLES:
        laptop = office.laptop(children=[mine], role=role)
        asked = set()
        for route, target, body in every_request(laptop, theirs, made, sha):
            answer = laptop.ask(route.method, target, body, raw=True)
            asked.add(route.name)
            assert answer.status_code < 500
            assert_nothing_of(theirs, made, answer)
        assert asked == {route.name for route in ROUTES}
    assert office.rows("SELECT * FROM record ORDER BY record_id") == before


def test_row_level_security_alone_holds_with_the_services_own_filter_taken_away(world, monkeypatch):
    office, theirs, mine, made, sha, _ = world
    before = office.rows("SELECT * FROM record ORDER BY record_id")
    blobs = office.rows("SELECT * FROM blob_part")
    monkeypatch.setattr(access, "wall", lambda: "true")
    monkeypatch.setattr(Access, "holds", lambda *_: True)
    for role in ROLES:
        laptop = office.laptop(children=[mine], role=role)
        for route, target, body in every_request(laptop, theirs, made, sha):
            # a write that gets past the service is stopped by the database: a fault, but nothing written
            assert_nothing_of(theirs, made, laptop.ask(route.method, target, body, raw=True))
        assert laptop.exchange(cursor={"epoch": 1, "revision": 0}, own_too=True)["entries"] == []
    assert office.rows("SELECT * FROM record ORDER BY record_id") == before
    assert office.rows("SELECT * FROM blob_part") == blobs


def test_the_filter_that_was_taken_away_does_hold_something(world, monkeypatch):
    """The positive control: with the database's wall down instead, the service's own filter is what holds,
    and with both down the child is there to be seen."""
    office, _, mine, _, _, _ = world
    laptop = office.laptop(children=[mine])
    with office.inside() as connection:
        for table in ("log", "bundle", "record"):
            connection.execute(text(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"))
            connection.execute(text(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"))
    assert laptop.exchange(own_too=True)["entries"] == []
    monkeypatch.setattr(access, "wall", lambda: "true")
    assert MARKER in json.dumps(laptop.exchange(own_too=True)["entries"])


def test_the_database_alone_shows_no_row_of_somebody_elses_child(world):
    office, theirs, mine, _, _, _ = world
    askers = {role: office.laptop(children=[mine], role=role) for role in ROLES}
    for role, purpose in product([*ROLES, "nobody"], ["read", "apply", "open", ""]):
        laptop = askers.get(role)
        asker = Asker(laptop.person, laptop.device) if laptop else Asker("", "")
        with as_asker(office.app, asker, purpose) as connection:
            for table in ("log", "bundle", "record", "blob", "blob_part"):
                found = f"SELECT * FROM {table} WHERE scope_id = :id"
                assert connection.execute(text(found), {"id": theirs}).all() == []
            others = text("SELECT * FROM allocation WHERE child_id <> :mine")
            if role != "manager":
                assert connection.execute(text("SELECT * FROM set_aside")).all() == []
                assert connection.execute(others, {"mine": mine}).all() == []
            assert connection.execute(text("SELECT * FROM deposit")).all() == []


def test_a_manager_opens_one_child_saying_why_and_it_is_in_the_read_log(world):
    office, theirs, mine, made, _, _ = world
    manager = office.laptop(children=[mine], role="manager", name="Mo")
    scope = [{"kind": "child", "id": theirs}]
    assert manager.post("/v1/snapshots", {"scopes": scope}, raw=True).status_code == 404
    reply = manager.post("/v1/snapshots", {"scopes": scope, "why": "complaint of 3 May"})
    assert made["change"]["record_id"] in {record["record_id"] for record in records_of(reply)}
    rows = office.rows(
        "SELECT why FROM read_log WHERE person_id = :m AND child_id = :c", m=manager.person, c=theirs
    )
    assert [row.why for row in rows] == ["opened: complaint of 3 May"]
    for role in ("iro", "support"):
        other = office.laptop(children=[mine], role=role)
        assert other.post("/v1/snapshots", {"scopes": scope, "why": "x"}, raw=True).status_code == 404


def test_every_reading_of_a_child_is_logged(world):
    office, theirs, _, _, sha, data = world
    ben = office.laptop(office.one("SELECT person_id FROM allocation WHERE child_id = :c", c=theirs))
    ben.sync()
    ben.snapshot()
    answer = ben.ask("GET", f"/v1/blobs/{sha}?scope=child:{theirs}&offset=0", raw=True)
    assert answer.content == data
    rows = office.rows("SELECT why FROM read_log WHERE device = :d ORDER BY number", d=ben.device)
    assert [row.why for row in rows] == ["sync", "first fill", "blob"]


FORBIDDEN = (
    "UPDATE log SET body = NULL",
    "DELETE FROM log",
    "TRUNCATE log",
    "UPDATE log SET answer = '{}'",
    "DELETE FROM record",
    "UPDATE record SET scope_id = 'x'",
    "UPDATE audit SET what = 'x'",
    "DELETE FROM audit",
    "SELECT subject FROM audit",
    "DELETE FROM read_log",
    "SELECT * FROM device",
    "SELECT * FROM enrolment",
    "INSERT INTO allocation (person_id, child_id, starts_on, given_revision) VALUES ('x', 'y', now(), 1)",
    "UPDATE person SET role = 'manager'",
    "INSERT INTO person (id, name, role, revision) VALUES ('x', 'x', 'manager', 1)",
    "SET ROLE iro_owner",
    "ALTER TABLE log DISABLE ROW LEVEL SECURITY",
    "CREATE TABLE iro.mine (x int)",
    "SELECT setval('iro.revision', 1)",
)


def test_the_services_role_may_not(office):
    laptop = office.laptop(children=[new_id()])
    for statement in FORBIDDEN:
        with (
            pytest.raises(DBAPIError, match=r"permission denied|must be owner"),
            as_asker(office.app, Asker(laptop.person, laptop.device), "apply") as connection,
        ):
            connection.execute(text(statement))


def test_the_service_refuses_to_run_with_more_rights(office):
    refuse_if_unfit(office.app)
    with pytest.raises(DatabaseUnfit):
        refuse_if_unfit(office.owner)
    with office.inside() as connection:
        connection.execute(text("ALTER TABLE log NO FORCE ROW LEVEL SECURITY"))
    with pytest.raises(DatabaseUnfit):
        refuse_if_unfit(office.app)


@pytest.mark.proof
def test_no_request_bleeds_into_the_next_on_a_pooled_connection(office):
    """Two people take turns on the same few connections: each sees their own child, always."""
    pairs = []
    for name in ("Ann", "Ben"):
        child = new_id()
        laptop = office.laptop(children=[child], name=name)
        laptop.sync(laptop.write(child=child, fields={"what": (0, name)}))
        pairs.append((Asker(laptop.person, laptop.device), child))
    for turn in range(10_000 if FULL else 300):
        asker, child = pairs[turn % 2]
        with as_asker(office.app, asker, "read") as connection:
            assert connection.execute(text("SELECT scope_id FROM record")).scalars().all() == [child]
    with office.app.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM record")).scalar_one() == 0


def test_every_table_of_case_text_is_behind_the_wall(office):
    walls = office.rows(
        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
        " WHERE nspname = 'iro' AND relkind = 'r' AND relrowsecurity AND relforcerowsecurity"
    )
    assert set(TABLES) <= {row.relname for row in walls}
    assert set(answering.ANSWERS) == {route.name for route in ROUTES}
