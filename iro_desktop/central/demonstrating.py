"""An office of invented children, from nothing to serving in one command: to try out, never for real records.

It is made from a folder of files, as a council's would be: a return and a people file to import, and
`staff.json`, which says who works there and with whom. Filling it looks at what is there already: a run that
was cut off is made whole by the next, and a later one goes on with what laptops have sent.
"""

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from iro_desktop.central import devices, people
from iro_desktop.central.database import as_office
from iro_desktop.central.importing import import_into_office
from iro_desktop.central.migrations import migrate
from iro_desktop.central.office import (
    COUNCIL_KEY,
    IMPORT_KEY,
    OfficeExists,
    council_key_for,
    found_office,
    read_key,
)
from iro_desktop.central.settings import FILE, Settings, database, read_settings, write_settings
from iro_desktop.domain.identity import imported_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.incoming import CHILD
from iro_desktop.intake.sources import source_files

STAFF_FILE, MARKER = "staff.json", "demonstration.txt"
MARKED = (
    "Every child in this office is invented. Never put a real record into it: its database has no password.\n"
)


class NotADemonstration(KnownProblem):
    """The folder holds a council's own office, which must never get invented children."""


class NoStaffFile(KnownProblem):
    """The files do not say who works at the office."""


class FoundingCutOff(KnownProblem):
    """The database holds an office, and nothing says how to reach it."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the demonstration's office; `children` by the council's numbers."""

    name: str
    role: people.Role
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Whose office it is, and who works there."""

    council: str
    staff: tuple[Member, ...]


def read_plan(files: Path) -> Plan:
    """Return what `staff.json` says; NoStaffFile if it is not there or cannot be read."""
    try:
        said = json.loads((files / STAFF_FILE).read_text(encoding="utf-8"))
        staff = [Member(m["name"], people.Role(m["role"]), tuple(m["children"])) for m in said["staff"]]
        return Plan(str(said["council"]), tuple(staff))
    except (OSError, ValueError, KeyError, TypeError):
        raise NoStaffFile(
            f"There is no {STAFF_FILE} that can be read among the demonstration's files.",
            "Make them with `python -m iro_desktop.demonstration --office-files DIR`.",
        ) from None


def mark(folder: Path) -> None:
    """Say in the folder what it is, before anything is made there.

    NotADemonstration if it is a council's own office.
    """
    if (folder / FILE).exists() and not (folder / MARKER).exists():
        raise NotADemonstration(
            "The office in this folder is no demonstration.",
            "Name another folder with --office: invented children are never added to a council's own.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text(MARKED, encoding="utf-8")


def found(folder: Path, council: str) -> Settings:
    """Return the settings of the folder's office, founded over a PostgreSQL of its own if there is none."""
    if (folder / FILE).exists():
        return read_settings(folder)
    settings = Settings(folder, "", "")
    with database(settings) as engine:
        try:
            settings = Settings(folder, "", found_office(engine, folder, council).app_url)
        except OfficeExists:
            raise FoundingCutOff(
                "The founding of this demonstration's office was cut off.", f"Delete {folder} and begin anew."
            ) from None
        write_settings(settings)
    return settings


def fill(engine: Engine, folder: Path, files: Path, plan: Plan, today: date) -> None:
    """Bring the office to where the files have it: children, people, and whose child is whose.

    Children who are there already are left as they are: the files of another day have other dates.
    """
    migrate(engine)
    with as_office(engine) as connection:
        empty = connection.execute(_ANY_CHILD).first() is None
    if empty:
        import_into_office(engine, read_key(folder / IMPORT_KEY), source_files([files]), today=today)
    with as_office(engine) as connection:
        council = devices.council_of(connection).import_name
        for member in plan.staff:
            children = [imported_id(council, CHILD, number) for number in member.children]
            people.allocate(connection, _person(connection, member), children, today)


def _person(connection: Connection, member: Member) -> str:
    there = next((one.id for one in people.people(connection) if one.name == member.name), "")
    return there or people.add_person(connection, member.name, member.role)


def code_for(engine: Engine, folder: Path, plan: Plan) -> str:
    """Return a new code with which a laptop of the first of the staff is enrolled: good once, for a while."""
    with as_office(engine) as connection:
        key = council_key_for(connection, folder / COUNCIL_KEY)
        return devices.grant_device(connection, key, people.find_person(connection, plan.staff[0].name))


def how_to_enrol(folder: Path, plan: Plan, port: int, code: str) -> str:
    """Return what is said once the office is about to answer."""
    first, minutes = plan.staff[0].name, int(devices.CODE_LASTS.total_seconds() // 60)
    others = ", ".join(f"{member.name} ({member.role.value})" for member in plan.staff[1:])
    return f"""
The demonstration's office of {plan.council}: every child is invented.

  A laptop of {first} is enrolled with
    address  http://127.0.0.1:{port}
    code     {code}     (good once, for {minutes} minutes)

  A new code, also for {others}:
    {sys.executable} -m iro_desktop.central.command --office {folder} enrol "{first}"

  Ctrl+C ends it; the next run goes on with the same records. To begin anew, delete {folder}.
"""


_ANY_CHILD = text("SELECT FROM record WHERE kind = 'child' LIMIT 1")
