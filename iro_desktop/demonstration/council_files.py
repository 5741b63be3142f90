"""What the demonstration's council would send: its return and its people file, moved around today.

A laptop's demonstration imports them, and so does an office's: to the same ids, because both import under
one council's name. What only an office needs to know is beside them: who works there, and with whom.
"""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from iro_desktop.demonstration.moved_dates import Plan, Row, moved_rows
from iro_desktop.domain.working_days import WorkingDays
from iro_desktop.intake.sources import SourceFile

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "demonstration"
COUNCIL = "Wrenshire"
IRO_NAME = "Sam Okafor"
SECOND_IRO, MANAGER = "Grace Mensah", "Tamsin Hale"
SHARED = 12
"""Children whom the second IRO has too: whatever two laptops can do to each other, they can do there."""
STAFF_FILE = "staff.json"
_RETURN = ("header", "episodes", "reviews", "uasc")


def plan_rows() -> list[Row]:
    """Return where each child stands on the day of the demonstration, and whose last review has a story."""
    return _rows("plan")


def council_files(today: date, working_days: WorkingDays) -> list[SourceFile]:
    """Return the files to import, every date as of `today`."""
    plans = [_plan(row) for row in plan_rows()]
    moved = moved_rows({name: _rows(name) for name in _RETURN}, plans, today, working_days)
    files = [_as_file(name, moved[name]) for name in moved]
    return files + [_as_file(name, _rows(name)) for name in ("people", "relationships")]


def staff() -> dict[str, object]:
    """Return what an office is told besides: its name, who works there, and the numbers of their children."""
    numbers = [row["CHILD"] for row in plan_rows()]
    return {
        "council": COUNCIL,
        "staff": [
            {"name": IRO_NAME, "role": "iro", "children": numbers},
            {"name": SECOND_IRO, "role": "iro", "children": numbers[:SHARED]},
            {"name": MANAGER, "role": "manager", "children": []},
        ],
    }


def write_office_files(folder: Path, today: date, working_days: WorkingDays) -> None:
    """Write into `folder` everything from which an office of the demonstration is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in council_files(today, working_days):
        (folder / file.name).write_bytes(file.data)
    (folder / STAFF_FILE).write_text(json.dumps(staff(), indent=1) + "\n", encoding="utf-8")


def _rows(name: str) -> list[Row]:
    with (RESOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _plan(row: Row) -> Plan:
    return Plan(
        row["CHILD"],
        int(row["age"]),
        int(row["days_since_birthday"]),
        int(row["due_in"]),
        int(row["reviews_held"]),
    )


def _as_file(name: str, rows: Sequence[Row]) -> SourceFile:
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, list(rows[0]))
    out.writeheader()
    out.writerows(rows)
    return SourceFile(f"{name}.csv", text.getvalue().encode())
