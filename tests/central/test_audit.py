"""The chain shows every edit, deletion, reordering and cut; and a lawful erasure leaves it whole."""

import random

import pytest
from sqlalchemy import text

from iro_desktop.central import audit
from iro_desktop.domain.identity import new_id


@pytest.fixture
def history(office):
    child = new_id()
    ann = office.laptop(children=[child])
    for _ in range(4):
        ann.sync(*(ann.write(child=child, fields={"what": (0, "a")}) for _ in range(3)))
    ann.sync(ann.write(child=child, fields={"what": (0, "\0")}))
    return office


def flaws(office, known=()):
    with office.inside() as connection:
        return audit.verify(connection, known)[1]


def test_what_was_done_verifies(history):
    assert flaws(history) == []
    with history.inside() as connection:
        head = audit.head_of(connection)
    assert head.number >= 10
    assert flaws(history, [head, audit.Head(3, history.one("SELECT hash FROM audit WHERE number = 3"))]) == []


def test_an_erasure_takes_the_body_and_the_chain_still_verifies(history):
    with history.inside() as connection:
        connection.execute(text("UPDATE log SET body = NULL WHERE sequence < 5"))
    assert flaws(history) == []


TAMPERINGS = {
    "a body": "UPDATE log SET body = body || 'x' WHERE sequence = :n",
    "a body with its hash": "UPDATE log SET body = 'x', body_hash = encode(sha256('x'), 'hex')"
    " WHERE sequence = :n",
    "a change gone": "DELETE FROM log WHERE sequence = :n",
    "a change moved": "UPDATE log SET revision = revision + 100000 WHERE sequence = :n",
    "a change added": "INSERT INTO log (revision, change_id, device, sequence, person_id, record_id, kind,"
    " scope_kind, scope_id, body, body_hash, bundle, place, answer)"
    " SELECT revision + 50000, change_id || 'x', device, sequence + 500, person_id, record_id, kind,"
    " scope_kind, scope_id, body, body_hash, bundle, place, answer FROM log WHERE sequence = :n",
    "a row's subject": "UPDATE audit SET subject = subject || '{\"x\": 1}' WHERE number = :n",
    "a row's time": "UPDATE audit SET at = at || '0' WHERE number = :n",
    "a row's hash": "UPDATE audit SET hash = repeat('0', 64) WHERE number = :n",
    "a row gone": "DELETE FROM audit WHERE number = :n",
    "two rows swapped": "UPDATE audit SET number = CASE number WHEN :n THEN :n + 1 ELSE :n END"
    " WHERE number IN (:n, :n + 1)",
}


def test_every_tampering_is_found(history):
    chooser = random.Random(3)  # which row, not a secret
    for name, statement in TAMPERINGS.items():
        for _ in range(5):
            with history.owner.connect() as connection, connection.begin() as transaction:
                connection.execute(text("ALTER TABLE audit DROP CONSTRAINT audit_pkey"))
                done = connection.execute(text(statement), {"n": chooser.randint(1, 9)})
                assert done.rowcount, name
                assert audit.verify(connection)[1], name
                transaction.rollback()
    assert flaws(history) == []


def test_a_chain_cut_off_at_its_end_is_found_by_a_head_kept_elsewhere(history):
    with history.inside() as connection:
        head = audit.head_of(connection)
        # the last act was a change set aside, so the log itself shows nothing
        connection.execute(text("DELETE FROM audit WHERE number = :n"), {"n": head.number})
    assert flaws(history) == []
    assert any("cut" in flaw.what for flaw in flaws(history, [head]))
