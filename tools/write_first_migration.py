"""Rewrites the first migration's list of columns from the records. For use before the first release only.

python tools/write_first_migration.py
"""

import re
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from iro_desktop.domain.kinds import RECORD_KINDS  # noqa: E402  # the project is not installed here
from iro_desktop.domain.records import Record  # noqa: E402  # as above
from iro_desktop.records import shapes_of, table_name  # noqa: E402  # as above

TARGET = ROOT / "iro_desktop" / "caseload" / "migrations" / "m0001_first.py"
BLOCK = re.compile(r"(?<=write_first_migration\.py\n)RECORDS.*?(?=# end\n)", re.DOTALL)


def columns_of(kind: type[Record]) -> str:
    """Return a kind's columns in the migration's notation."""
    return " ".join(
        shape.name + ("#" if shape.base in (int, bool) else "") + ("?" if shape.optional else "")
        for shape in shapes_of(kind)
    )


def written() -> str:
    """Return the block between the markers."""
    lines = ["RECORDS: dict[str, str] = {"]
    for kind in RECORD_KINDS:
        parts = textwrap.wrap(columns_of(kind), 100 if len(columns_of(kind)) <= 100 else 99)
        spaced = [part + " " for part in parts[:-1]] + parts[-1:]
        alone = f'    "{table_name(kind)}": "{spaced[0]}",'
        if len(spaced) == 1 and len(alone) <= 110:
            lines.append(alone)
        else:
            lines.append(f'    "{table_name(kind)}": (')
            lines += [f'        "{part}"' for part in spaced]
            lines.append("    ),")
    return "\n".join([*lines, "}", ""])


def main() -> None:
    """Rewrite the file in place."""
    before = TARGET.read_text(encoding="utf-8")
    after, found = BLOCK.subn(lambda _: written(), before)
    if found != 1:
        raise SystemExit("the markers are not where they should be")
    TARGET.write_text(after, encoding="utf-8", newline="\n")
    print("unchanged" if after == before else "rewritten")


if __name__ == "__main__":
    main()
