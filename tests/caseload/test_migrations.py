"""A caseload made fresh, one brought up step by step, and the records' definition must be one schema."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Connection

from iro_desktop.caseload import Caseload, CaseloadIsNewer, CaseloadWillNotOpen, migrations
from iro_desktop.caseload.engine import connect, make_private_file
from iro_desktop.caseload.tables import SCHEMA
from iro_desktop.domain.child import Child
from iro_desktop.domain.kinds import RECORD_KINDS
from iro_desktop.records import shapes_of, table_name
from tests.caseload.opening import Opener
from tests.conftest import ROOT

STALE = "the first migration is not what the records say: run `python tools/write_first_migration.py`"


def schema_of(connection: Connection) -> dict[str, object]:
    """Everything SQLite knows of each table and index, whatever words made it."""

    def rows(pragma: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in connection.exec_driver_sql(f"PRAGMA {pragma}")]

    tables = [row[1] for row in rows("table_list") if row[0] == "main" and row[1] != "sqlite_schema"]
    described: dict[str, object] = {}
    for table in tables:
        columns = [row[1:] for row in rows(f"table_info({table})")]
        indexes = {row[1]: (row[2], rows(f"index_info({row[1]})")) for row in rows(f"index_list({table})")}
        described[str(table)] = (columns, indexes)
    made_by = (
        "SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%' OR sql LIKE '%AUTOINCREMENT%'"
    )
    for name, sql in connection.exec_driver_sql(made_by):
        described[f"{name} kind"] = "AUTOINCREMENT" if "AUTOINCREMENT" in sql else sql
    return described


@pytest.fixture
def migrated(tmp_path: Path, key: bytes) -> Connection:
    path = tmp_path / "migrated"
    make_private_file(path)
    connection = connect(path, key)
    migrations.run(connection, 0)
    return connection


def test_migrated_is_what_the_records_say(caseload: Caseload, migrated: Connection) -> None:
    fresh, stepped = schema_of(caseload.connection), schema_of(migrated)
    migrated.close()
    assert stepped == fresh, STALE
    assert migrations.number_of(caseload.connection) == SCHEMA == len(migrations.steps())


def test_every_field_of_every_kind_has_its_column(caseload: Caseload) -> None:
    schema = schema_of(caseload.connection)
    for kind in RECORD_KINDS:
        columns = schema[table_name(kind)][0]  # type: ignore[index]  # schema_of puts a pair here
        assert [column[0] for column in columns][: len(shapes_of(kind))] == [s.name for s in shapes_of(kind)]


def test_a_step_imports_nothing_of_the_app() -> None:
    folder = ROOT / "iro_desktop" / "caseload" / "migrations"
    steps = sorted(folder.glob("m[0-9]*.py"))
    assert len(steps) == SCHEMA
    for step in steps:
        assert not re.search(r"^\s*(from|import)\s+(iro_desktop|\.)", step.read_text(encoding="utf-8"), re.M)


def test_a_newer_caseload_is_refused_and_left_alone(caseload: Caseload, opener: Opener) -> None:
    caseload.connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
    caseload.close()
    before = opener.path.read_bytes()
    with pytest.raises(CaseloadIsNewer):
        opener.open()
    assert opener.path.read_bytes() == before


def test_an_encrypted_file_that_is_no_caseload_is_refused(opener: Opener) -> None:
    make_private_file(opener.path)
    connection = connect(opener.path, opener.key)
    connection.exec_driver_sql("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(CaseloadWillNotOpen, match="not a caseload"):
        opener.open()


def test_an_older_caseload_is_copied_and_brought_up(
    caseload: Caseload, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with caseload.unit_of_work() as work:
        work.save(Child(id="c", given_name="Amy"))
        work.commit()

    def add_colour() -> None:
        from alembic import op

        op.execute("ALTER TABLE child ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")

    first = migrations.steps()[0]
    monkeypatch.setattr(migrations, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(migrations, "steps", lambda: (first, add_colour))
    newer = opener.reopen()
    assert newer.connection.exec_driver_sql("SELECT given_name, colour FROM child").all() == [
        ("Amy", "green")
    ]
    assert migrations.number_of(newer.connection) == SCHEMA + 1
    newer.close()
    aside = opener.path.with_name(f"{opener.path.name}.before-{SCHEMA + 1}.backup")
    monkeypatch.undo()
    copied = opener.open(path=aside)
    assert migrations.number_of(copied.connection) == SCHEMA
    assert copied.get(Child, "c") == Child(id="c", given_name="Amy")


def test_a_step_that_fails_leaves_the_caseload_as_it_was(
    caseload: Caseload, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = schema_of(caseload.connection)

    def breaks() -> None:
        from alembic import op

        op.execute("ALTER TABLE child ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")
        raise LookupError

    first = migrations.steps()[0]
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "SCHEMA", SCHEMA + 1)
        patched.setattr(migrations, "steps", lambda: (first, breaks))
        with pytest.raises(LookupError):
            opener.reopen()
    again = opener.open()
    assert schema_of(again.connection) == before
    assert migrations.number_of(again.connection) == SCHEMA


def test_an_ordinary_open_never_loads_alembic(caseload: Caseload, opener: Opener) -> None:
    caseload.close()
    program = (
        "import sys, pathlib\n"
        "from iro_desktop.caseload import Caseload\n"
        "from iro_desktop.domain.clock import machine_clock\n"
        "Caseload.open(pathlib.Path(sys.argv[1]), bytes.fromhex(sys.stdin.read()),"
        " device='d', person='p', clock=machine_clock()).close()\n"
        "assert not [name for name in sys.modules if name.split('.')[0] in ('alembic', 'mako')]\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, str(opener.path)],
        input=opener.key.hex(),
        text=True,
        cwd=ROOT,
        check=True,
    )
