"""What breaks in the middle: nothing half applied, nothing acknowledged that is not durable."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time

import httpx2
import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from iro_desktop.central import applying, audit, service
from iro_desktop.domain.identity import new_id
from iro_desktop.protocol.refusals import Why


@pytest.fixture
def child():
    return new_id()


def counts(office):
    return [office.one(f"SELECT count(*) FROM {table}") for table in ("log", "record", "audit", "set_aside")]


def batch_of(laptop, child):
    good = [laptop.write(child=child, fields={"what": (0, f"{n}")}) for n in range(5)]
    return [*good, laptop.write(child=child, fields={"what": (0, "\0")})]


def dies(*_, connection=None):
    pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


STEPS = {
    "before anything": (applying, "check_batch"),
    "while deciding": (applying, "_set_aside"),
    "before numbering": (applying.sequencer, "next_numbers"),
    "before merging is kept": (applying.Merging, "keep"),
    "before the chain": (audit, "append"),
}


@pytest.mark.parametrize("step", STEPS)
def test_the_database_goes_away_in_the_middle_of_a_batch(office, child, step, monkeypatch):
    ann = office.laptop(children=[child])
    batch = batch_of(ann, child)
    before = counts(office)
    where, name = STEPS[step]
    real = getattr(where, name)
    lives = []

    def breaks(*given):
        if not lives:
            lives.append(1)
            connection = next(g for g in given if hasattr(g, "exec_driver_sql"))
            dies(connection=connection)
        return real(*given)

    monkeypatch.setattr(where, name, breaks)
    answer = ann.exchange(*batch, raw=True)
    assert (answer.status_code, answer.json()["why"]) == (503, "busy")
    assert lives
    assert counts(office) == before
    outcomes = [a["outcome"] for a in ann.exchange(*batch)["answers"]]
    assert outcomes == ["taken"] * 5 + ["set_aside"]
    assert counts(office)[0] == 5


def test_an_answer_lost_after_the_commit_is_given_again(office, child, monkeypatch):
    ann = office.laptop(children=[child])
    batch = batch_of(ann, child)

    def lost(*_, **__):
        raise OperationalError("", {}, psycopg.OperationalError("gone"))

    with monkeypatch.context() as patch:
        patch.setattr(service, "_done", lost)
        assert ann.exchange(*batch, raw=True).status_code == 503
    after = counts(office)
    assert after[0] == 5
    assert [a["outcome"] for a in ann.exchange(*batch)["answers"]] == ["taken"] * 5 + ["set_aside"]
    assert counts(office) == after


@pytest.mark.parametrize(
    ("cause", "why"),
    [
        (psycopg.errors.DiskFull("x"), Why.NO_ROOM),
        (psycopg.errors.LockNotAvailable("x"), Why.BUSY),
        (psycopg.errors.AdminShutdown("x"), Why.BUSY),
        (psycopg.OperationalError("x"), Why.BUSY),
    ],
)
def test_each_failure_below_has_its_words(office, child, cause, why, monkeypatch):
    ann = office.laptop(children=[child])
    batch = batch_of(ann, child)
    before = counts(office)

    def fails(*_):
        raise OperationalError("", {}, cause)

    with monkeypatch.context() as patch:
        patch.setattr(applying.Merging, "keep", fails)
        assert ann.exchange(*batch, raw=True).json()["why"] == why.value
    assert counts(office) == before
    assert ann.exchange(*batch)["answers"][0]["outcome"] == "taken"


def test_a_body_that_never_ends_is_not_waited_for(office):
    office.guards.body_seconds = 0.05
    sent = []

    async def receive():
        if not sent:
            sent.append(1)
            return {"type": "http.request", "body": b"{", "more_body": True}
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    replies = []

    async def send(message):
        replies.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/v1/exchange", "raw_path": b"/v1/exchange",
        "query_string": b"", "headers": [], "client": ("127.0.0.1", 1), "server": ("x", 1), "scheme": "http",
    }  # fmt: skip
    asyncio.run(office.service(scope, receive, send))
    assert replies[0]["status"] == 400


SERVE = """
import sys, uvicorn
from pathlib import Path
from iro_desktop.central import serving
from iro_desktop.central.database import engine_for
from iro_desktop.central.settings import Settings
class Server(uvicorn.Server):
    async def startup(self, sockets=None):
        await super().startup(sockets)
        print(self.servers[0].sockets[0].getsockname()[1], flush=True)
settings = Settings(Path(sys.argv[2]), "", "")
Server(serving.configuration(engine_for(sys.argv[1]), settings, serving.Place(port=0))).run()
"""


@pytest.mark.proof
def test_the_service_killed_at_any_moment_loses_and_doubles_nothing(office, child):
    """kill -9 while batches go in: what was acknowledged is there; sending all again adds only the rest."""
    ann = office.laptop(children=[child])
    chooser = random.Random(7)  # when to kill, not a secret
    url = office.app.url.render_as_string(hide_password=False)
    acknowledged, sent, inside = set(), [], office.http
    for _ in range(60 if os.environ.get("IRO_PROOF") == "full" else 3):
        command = [sys.executable, "-c", SERVE, url, str(office.keys)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            port = int(running.stdout.readline())
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as client:
                office.http = client
                end = time.monotonic() + chooser.uniform(0.05, 0.5)
                try:
                    while True:
                        batch = [ann.write(child=child, fields={"what": (0, "x")}) for _ in range(20)]
                        sent += batch
                        if time.monotonic() > end:
                            running.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
                        acknowledged |= {a["change_id"] for a in ann.exchange(*batch)["answers"]}
                except (httpx2.TransportError, json.JSONDecodeError):
                    pass
            running.kill()
    office.http = inside
    kept = {row.change_id for row in office.rows("SELECT change_id FROM log")}
    assert acknowledged
    assert acknowledged <= kept
    for start in range(0, len(sent), 500):
        ann.exchange(*sent[start : start + 500])
    rows = office.rows("SELECT change_id FROM log ORDER BY revision")
    assert sorted(row.change_id for row in rows) == sorted(change["change"]["change_id"] for change in sent)
    with office.inside() as connection:
        assert audit.verify(connection)[1] == []
