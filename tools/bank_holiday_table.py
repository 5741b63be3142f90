"""Makes the table of England's bank holidays that we ship, from the `holidays` package.

Run `python tools/bank_holiday_table.py` after that package was updated; a test says when it is needed.
"""

import csv
import sys
from datetime import date
from pathlib import Path

from holidays import country_holidays

ROOT = Path(__file__).resolve().parent.parent
FIRST_YEAR, LAST_YEAR = 1990, 2060
# What gov.uk calls them, where the package says it otherwise.
NAMES = {
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def table() -> list[tuple[date, str]]:
    """Return every bank holiday of England in the years we ship, oldest first, with its name."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    days = country_holidays("GB", subdiv="ENG", years=years, language="en_GB")
    return [
        (day, NAMES.get(name, name).replace(" (observed)", " (substitute day)"))
        for day, name in sorted(days.items())
    ]


def main() -> int:
    """Write the table beside the module that reads it."""
    target = ROOT / "iro_desktop" / "device" / "bank-holidays-england.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows((day.isoformat(), name) for day, name in table())
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
