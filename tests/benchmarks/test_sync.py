"""What stands in the table's rows about sync is what went over the wire."""

import json
import os
import shutil
import socket
import socketserver
import threading
from contextlib import contextmanager

import pytest

from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.records import decode, encode
from tests.benchmarks import sync
from tests.benchmarks.peers import environment
from tests.benchmarks.peers.counting import CountingProxy
from tests.benchmarks.peers.workload import caseload, day
from tests.benchmarks.sync_records import records_of


class TwiceAsMuch(socketserver.BaseRequestHandler):
    """Answers ten bytes with twenty."""

    def handle(self):
        while asked := self.request.recv(10, socket.MSG_WAITALL):
            self.request.sendall(asked * 2)


@contextmanager
def answering():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), TwiceAsMuch) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_the_proxy_counts_bytes_each_way_and_round_trips():
    with answering() as port:
        proxy = CountingProxy(port)
        with socket.create_connection(("127.0.0.1", proxy.port)) as laptop:
            for _ in range(3):
                laptop.sendall(b"0123456789")
                assert laptop.recv(20, socket.MSG_WAITALL) == b"01234567890123456789"
        assert proxy.take() == {"up": 30, "down": 60, "trips": 3}
        assert proxy.take() == {"up": 0, "down": 0, "trips": 0}


def test_every_row_of_the_workload_is_a_record_of_ours_and_every_letter_has_its_file():
    base = caseload()
    rows = [*base, *day(base)]
    made = list(records_of(rows))
    assert len(made) == len({record.id for record, _ in made}) == len(rows) == 19045
    assert sum(bool(file) for _, file in made) == 3
    assert all(type(record) in RECORD_KINDS for record, _ in made)
    assert all(decode(type(record), encode(record)) == record for record, _ in made[:300])
    assert {record.scope.kind for record, _ in made} == {"child"}


def line(step, seconds, trips):
    wire = {"up": 1500, "down": 2_500_000, "trips": trips}
    return json.dumps({"system": "x", "step": step, "seconds": seconds, **wire, "rows": 7})


def test_rows_stand_beside_each_other_and_a_step_done_thrice_is_its_median(monkeypatch):
    printed = [line("first fill", 2.0, 4), line("a day's work up", 0.5, 1)]
    printed += [line("no change", seconds, 2) for seconds in (9.0, 0.1, 0.2)]
    monkeypatch.setattr(sync, "_ours", lambda folder: "\n".join(printed))
    monkeypatch.setattr(sync, "_anki", missing)
    monkeypatch.setattr(sync, "_pouch", lambda folder: "\n".join(printed))
    compared = sync.compare()
    figures = list(compared.figures())
    assert [figure.name for figure in figures] == [
        f"sync, {step}: {system}" for step in sync.STEPS for system in ("iro_desktop", "PouchDB")
    ]
    assert [figure.measured for figure in figures] == [2.0, 2.0, 0.5, 0.5, 0.2, 0.2]
    assert "2.5 MB down, 4 round trips" in figures[0].how
    assert compared.without == {"Anki": "no network"}
    assert compared.failed == {}


def missing(_folder):
    raise environment.PeerMissing("no network")


def test_a_peer_that_fails_is_named_and_stops_no_other(monkeypatch):
    for run in ("_ours", "_pouch"):
        monkeypatch.setattr(sync, run, lambda folder: line("first fill", 1.0, 1))
    monkeypatch.setattr(sync, "_anki", broken)
    compared = sync.compare()
    assert list(compared.systems) == ["iro_desktop", "PouchDB"]
    assert compared.failed == {"Anki": "it crashed"}


def broken(_folder):
    raise RuntimeError("it crashed")


def test_without_node_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "PEERS", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(environment.PeerMissing, match="no node"):
        environment.folder_with_pouch()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="npm is played by a shell script")
def test_without_the_network_it_says_so_and_tries_again_the_next_time(monkeypatch, tmp_path):
    npm = tmp_path / "npm"
    npm.write_text("#!/bin/sh\necho no network >&2; exit 1\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setattr(environment, "PEERS", tmp_path / "peers")
    monkeypatch.setattr(shutil, "which", lambda name: str(npm))
    for _ in range(2):
        with pytest.raises(environment.PeerMissing, match="no network"):
            environment.folder_with_pouch()
