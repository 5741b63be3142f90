"""The demonstration's office: from a folder of files to a laptop that enrols with the code it shows."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx2
import pytest
from sqlalchemy import text

from iro_desktop.central import demonstrating
from iro_desktop.central.command import main
from iro_desktop.central.devices import council_of
from iro_desktop.demonstration.__main__ import main as demonstration
from iro_desktop.demonstration.caseload import child_id
from iro_desktop.demonstration.council_files import (
    COUNCIL,
    IRO_NAME,
    MANAGER,
    SECOND_IRO,
    SHARED,
    plan_rows,
    write_office_files,
)
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.domain.child import Child
from iro_desktop.records import decode
from tests.central.office import enrolled, enrolled_with
from tests.conftest import ROOT

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    assert demonstration(["--office-files", str(folder)]) == 0
    return folder


@pytest.fixture
def filled(office, files):
    """An office filled with the demonstration, and the plan it was filled from."""
    with office.inside() as connection:  # imported under its own name, the ids would be another council's
        connection.execute(text("UPDATE council SET import_name = :name"), {"name": COUNCIL})
    plan = demonstrating.read_plan(files)
    demonstrating.fill(office.owner, office.keys, files, plan, TODAY)
    return plan


def staff_of(office):
    rows = office.rows(
        "SELECT name, role, (SELECT count(*) FROM allocation WHERE person_id = person.id) AS children"
        " FROM person WHERE role <> 'office'"
    )
    return {(row.name, row.role, row.children) for row in rows}


def test_the_office_has_the_laptops_children_and_everybody_has_theirs(office, filled):
    with office.inside() as connection:
        assert council_of(connection).import_name == filled.council == COUNCIL
    everybody = {child_id(row["CHILD"]) for row in plan_rows()}
    bodies = office.rows("SELECT body FROM record WHERE kind = 'child'")
    assert {decode(Child, row.body).id for row in bodies} == everybody
    assert staff_of(office) == {(IRO_NAME, "iro", 85), (SECOND_IRO, "iro", SHARED), (MANAGER, "manager", 0)}
    grace = enrolled(office, office.one("SELECT id FROM person WHERE name = :name", name=SECOND_IRO))
    records, _ = grace.snapshot()
    assert {r["record_id"] for r in records if r["kind"] == "child"} < everybody
    assert sum(record["kind"] == "child" for record in records) == SHARED


def test_filling_it_again_with_the_files_of_another_day_changes_nothing(office, filled, tmp_path):
    before = office.one("SELECT max(revision) FROM record"), staff_of(office)
    later = TODAY + timedelta(days=40)
    write_office_files(tmp_path, later, england_working_days())
    demonstrating.fill(office.owner, office.keys, tmp_path, filled, later)
    assert (office.one("SELECT max(revision) FROM record"), staff_of(office)) == before


def test_invented_children_are_never_added_to_a_councils_own_office(tmp_path, files, capsys):
    (tmp_path / "centre.toml").write_text('[database]\nadmin = ""\nservice = ""\n', encoding="utf-8")
    assert main(["--office", str(tmp_path), "demonstrate", str(files)]) == 2
    assert "no demonstration" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["centre.toml"]


@pytest.mark.parametrize(
    "said", [None, "", "[]", '{"council": "X", "staff": [{"name": "A", "role": "king"}]}']
)
def test_files_that_do_not_say_who_works_there_are_refused_before_anything_is_made(said, tmp_path, capsys):
    if said is not None:
        (tmp_path / "staff.json").write_text(said, encoding="utf-8")
    assert main(["--office", str(tmp_path / "office"), "demonstrate", str(tmp_path)]) == 2
    assert "staff.json" in capsys.readouterr().err
    assert not (tmp_path / "office").exists()


@contextmanager
def serving(folder, files, ending=signal.SIGINT):
    """Run the whole command; give where it answers and the code it shows, and end it as a terminal does, or
    as a machine that shuts down does (SIGTERM)."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "iro_desktop.central.command", "--office", str(folder), "demonstrate"]
    process = subprocess.Popen(
        [*command, str(files), "--port", str(port)], cwd=ROOT, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if "answers on" in line:
                break
        code = re.search(r"code +(\S{30})", "".join(said))
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}") as http:
            yield SimpleNamespace(http=http, code=code and code[1], said="".join(said))
    finally:
        process.send_signal(ending)
        _, complaints = process.communicate(timeout=60)
    assert (process.returncode, complaints) == (0, "")
    assert not (folder / "postgres" / "postmaster.pid").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT that one process can send to another")
def test_the_command_serves_until_ctrl_c_and_the_next_run_goes_on_with_what_a_laptop_sent(files):
    with tempfile.TemporaryDirectory(prefix="iro-demo-") as root:  # short: a socket's path may have 107 bytes
        Path(root).chmod(0o755)
        folder = Path(root) / "office"
        with serving(folder, files) as office:
            sam = enrolled_with(office, office.code)
            children = [scope["id"] for scope in sam.scopes() if scope["kind"] == "child"]
            assert len(children) == 85
            answers, _ = sam.sync(sam.write(child=children[0], fields={"what": (0, "kept")}))
            assert answers[0]["outcome"] == "taken"
        with serving(folder, files, signal.SIGTERM) as office:
            command = next(line for line in office.said.splitlines() if " enrol " in line)
            another = subprocess.run(
                shlex.split(command), cwd=ROOT, capture_output=True, check=True, encoding="utf-8"
            )
            again = enrolled_with(office, another.stdout.strip())
            assert again.person == sam.person
            records, _ = again.snapshot([{"kind": "child", "id": children[0]}])
            assert "decision" in {record["kind"] for record in records}
