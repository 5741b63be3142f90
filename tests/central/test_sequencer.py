"""A reader that has seen 100 has not missed 99: with many writers, and what happens without the lock."""

import json
import os
import threading
import time

import pytest
from sqlalchemy import text

from iro_desktop.central import applying, reading, sequencer
from iro_desktop.central.access import access_of
from iro_desktop.central.checking import Sender
from iro_desktop.central.database import Asker, as_asker
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.messages import Bundle, Cursor
from iro_desktop.protocol.shapes import read_message
from iro_desktop.protocol.signing import public_key
from tests.protocol.builders import bundles_of

FULL = os.environ.get("IRO_PROOF") == "full"


@pytest.fixture
def numbered(office):
    with office.inside() as connection:
        connection.execute(text("CREATE TABLE iro.numbered (revision bigint PRIMARY KEY)"))
    return office


def write(connection):
    sequencer.take_turn(connection)
    (number,) = sequencer.next_numbers(connection, 1)
    connection.execute(text("INSERT INTO numbered VALUES (:number)"), {"number": number})
    return number


def seen_after(office, cursor):
    return [
        row.revision for row in office.rows("SELECT * FROM numbered WHERE revision > :c ORDER BY 1", c=cursor)
    ]


def a_slow_and_a_quick_writer(office):
    """99 is taken first and committed last; return what a reader, coming twice, has seen."""
    begun, done = threading.Event(), threading.Event()

    def slow():
        with office.inside() as connection:
            write(connection)
            begun.set()
            done.wait(1.0)

    def quick():
        with office.inside() as connection:
            write(connection)

    first = threading.Thread(target=slow)
    first.start()
    begun.wait()
    second = threading.Thread(target=quick)
    second.start()
    second.join(0.5)
    seen = seen_after(office, 0)
    done.set()
    first.join()
    second.join()
    return seen + seen_after(office, max(seen, default=0))


def test_with_the_lock_nothing_is_missed(numbered):
    seen = a_slow_and_a_quick_writer(numbered)
    assert seen == sorted(seen_after(numbered, 0))
    assert len(seen) == 2


def test_without_the_lock_the_reader_misses_99(numbered, monkeypatch):
    """The positive control: the lock is what the test above rests on."""
    monkeypatch.setattr(sequencer, "_LOCK", text("SELECT 1"))
    seen = a_slow_and_a_quick_writer(numbered)
    assert len(seen_after(numbered, 0)) == 2
    assert len(seen) == 1


@pytest.mark.proof
def test_many_writers_and_a_reader_through_the_real_log(office):
    child = new_id()
    laptops = [office.laptop(children=[child], name=f"IRO {n}") for n in range(4)]
    rounds = 60 if FULL else 6
    over = threading.Event()
    failures = []

    def writer(laptop):
        sender = Sender(Asker(laptop.person, laptop.device), public_key(laptop.key), 0)
        try:
            for number in range(rounds):
                made = [laptop.write(child=child, fields={"what": (0, f"{number}")}) for _ in range(3)]
                batch = [read_message(Bundle, one) for one in bundles_of(made)]
                applying.apply_batch(office.app, sender, batch)
        except Exception as error:  # shown by the test's own thread
            failures.append(error)

    seen = []

    def reader():
        asker = Asker(laptops[0].person, laptops[0].device)
        cursor = Cursor(epoch=1, revision=0)
        while True:
            last_round = over.is_set()
            with as_asker(office.app, asker, "read") as connection:
                held = access_of(connection, asker)
                page = reading.read_page(connection, held, asker, cursor, 2_000, own_too=True)
            came = [json.loads(bundle) for bundle in page.lists["bundles"]]
            seen.extend(revision for bundle in came for revision in bundle["revisions"])
            cursor = page.cursor
            if last_round and not came:
                return
            time.sleep(0)

    threads = [threading.Thread(target=writer, args=(laptop,)) for laptop in laptops]
    watching = threading.Thread(target=reader)
    for thread in (watching, *threads):
        thread.start()
    for thread in threads:
        thread.join()
    over.set()
    watching.join()
    assert not failures
    assert len(seen) == len(set(seen)) == office.one("SELECT count(*) FROM log") == 4 * rounds * 3
