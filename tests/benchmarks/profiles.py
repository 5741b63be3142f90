"""The two caseloads that are measured: an IRO's 85 children, and a whole council's return of 1,331."""

import csv
import io
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE, build_demonstration
from iro_desktop.demonstration.council_files import COUNCIL, IRO_NAME, RESOURCES
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.stretch import FLOOR
from iro_desktop.device.vault import create_vault
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.person import Profile
from iro_desktop.intake.sources import SourceFile, source_files
from iro_desktop.services.import_return import ImportReport, import_files
from iro_desktop.services.open_caseload import Keys, introduce, make_caseload
from tests.conftest import ROOT

RETURN = ROOT.parent / "shared" / "data" / "ssda903"
"""A return of 1,331 invented children, where this machine has it."""
COUNCIL_CHILDREN = 1331
_GIVEN = ("Ada", "Ben", "Cleo", "Dara", "Ezra", "Fern", "Gus", "Hana", "Idris", "Juno", "Kit", "Lena", "Milo")
_START = ("Ash", "Birch", "Croft", "Dun", "Elm", "Fair", "Glen", "Hart", "Ing", "Kes", "Lang", "Mar", "Nor")
_END = ("bourne", "by", "combe", "dale", "field", "ford", "ham", "ley", "shaw", "stead", "thorpe", "ton")
_COLUMNS = ("CHILD", "given_name", "family_name", "address", "postcode", "carer_1_name", "carer_1_phone",
            "social_worker_name", "team_manager_name", "school_name", "iro_name")  # fmt: skip


@dataclass(frozen=True)
class Imported:
    """What the import of a whole return took, in seconds, and the rows it read."""

    seconds: float
    again_seconds: float
    children: int
    rows: int
    source: str


def make_small(root: Path) -> ProfilePaths:
    """Make an IRO's caseload: the demonstration's 85 children, as of today."""
    paths = ProfilePaths(root)
    build_demonstration(paths, machine_clock())
    return paths


def make_large(root: Path) -> tuple[ProfilePaths, Imported]:
    """Make a whole council's caseload, with a name, carer and school for every child, through the import."""
    paths = ProfilePaths(root)
    paths.prepare()
    vault = create_vault(paths, DEMONSTRATION_PASSPHRASE, None, cost=FLOOR)
    clock = machine_clock()
    session = make_caseload(paths, Keys(vault.data_key, vault.device_id), clock)
    introduce(session, Profile(id=vault.device_id, name=IRO_NAME, council=COUNCIL, phone="01632 960014"))
    found = RETURN.is_dir()
    sources = list(source_files([RETURN]) if found else _generated())
    numbers = _numbers(sources)
    sources.append(_people(numbers))
    took: list[float] = []
    reports: list[ImportReport] = []
    for _ in range(2):
        began = time.perf_counter()
        reports.append(import_files(session.caseload, sources, council=COUNCIL, today=clock.today()))
        took.append(time.perf_counter() - began)
    session.caseload.close()
    rows = sum(source.data.count(b"\n") - 1 for source in sources if source.name.endswith(".csv"))
    return paths, Imported(took[0], took[1], len(numbers), rows, "the return" if found else "generated")


def _numbers(sources: Iterable[SourceFile]) -> list[str]:
    header = next(source for source in sources if source.name == "header.csv")
    return [row["CHILD"] for row in csv.DictReader(io.StringIO(header.data.decode()))]


def _people(numbers: Iterable[str]) -> SourceFile:
    """Return a people file: two thousand names from syllables, so that hardly two are the same."""
    chance = random.Random(1331)
    text = io.StringIO(newline="")
    out = csv.writer(text)
    out.writerow(_COLUMNS)
    for row, number in enumerate(numbers):

        def family() -> str:
            return chance.choice(_START) + chance.choice(_END)

        def given() -> str:
            return chance.choice(_GIVEN) + chance.choice(("", "", "belle", "lo", "ra", "son"))

        address = f"{chance.randint(1, 99)} {family()} Road, {chance.choice(_START)}{chance.choice(_END)}"
        out.writerow(
            (number, given(), family(), address, f"ZQ{row % 90 + 1} {row % 9 + 1}AB",
             f"{given()} {family()}", f"07700 {900000 + row % 1000}", f"{given()} {family()}",
             f"{given()} {family()}", f"{family()} School", IRO_NAME)
        )  # fmt: skip
    return SourceFile("people.csv", text.getvalue().encode())


def _generated() -> list[SourceFile]:
    """Return the demonstration's own return, repeated under new numbers until there are enough children."""
    made = []
    for name in ("header", "episodes", "reviews", "uasc"):
        with (RESOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        numbers = sorted({row["CHILD"] for row in _rows("header")})
        place = {number: position for position, number in enumerate(numbers)}
        text = io.StringIO(newline="")
        out = csv.DictWriter(text, list(rows[0]))
        out.writeheader()
        for turn in range(COUNCIL_CHILDREN // len(numbers) + 1):
            for row in rows:
                position = turn * len(numbers) + place[row["CHILD"]]
                if position < COUNCIL_CHILDREN:
                    out.writerow({**row, "CHILD": str(200_000 + position)})
        made.append(SourceFile(f"{name}.csv", text.getvalue().encode()))
    return made


def _rows(name: str) -> list[dict[str, str]]:
    with (RESOURCES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
