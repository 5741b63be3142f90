"""One IRO's caseload and a day's work, the same for every system: invented words, the same at every run.

Usage: python -m tests.benchmarks.peers.workload FILE    writes it as JSON, for what is not Python
"""

import base64
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHILDREN, NOTES, REVIEWS, SECTIONS, DECISIONS, CONSULTATIONS = 85, 12, 6, 20, 8, 6
WORDS = """
school home bike reading mum brother sister carer football swim friend garden worry plan visit judge money
room safe sleep teacher class doctor tooth glasses holiday phone music game dog cat bus train week month
today tomorrow happy sad cross calm proud quiet loud better worse agree decide promise check ask tell help
listen wait move stay grow because although before after while until together alone early late sometimes
always never often again
""".split()  # noqa: SIM905 - seventy words read better as lines than as a list


@dataclass(frozen=True)
class Row:
    """One record, of no system in particular."""

    kind: str
    id: str
    child: str
    body: dict[str, Any]


class Invented:
    """Makes rows from one seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)

    def id(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def text(self, characters: int) -> str:
        out: list[str] = []
        length = 0
        while length < characters:
            words = [self._chance.choice(WORDS) for _ in range(self._chance.randint(6, 16))]
            out.append(" ".join(words).capitalize() + ".")
            length += len(out[-1]) + 1
        return " ".join(out)[:characters]

    def some(self, least: int, most: int) -> str:
        return self.text(self._chance.randint(least, most))

    def letter(self) -> bytes:
        """Return what cannot be compressed, as a Word file cannot."""
        return self._chance.randbytes(40_000)

    def review(self, child: str, held: str, by: str) -> list[Row]:
        review = self.id()
        rows = [Row("review", review, child, {"held": held, "code": "PN1"})]
        for topic in range(SECTIONS):
            about = {"review": review, "topic": topic}
            rows.append(Row("section", self.id(), child, {**about, "text": self.some(300, 1500)}))
        for _ in range(DECISIONS):
            identity = self.id()
            body = {"review": review, "what": self.text(90), "who": self.text(12), "by": by}
            rows.append(Row("decision", identity, child, body))
        return rows


def caseload() -> list[Row]:
    """Return 85 children with six recorded reviews each: 18,955 rows."""
    invented = Invented(1)
    rows = []
    for _ in range(CHILDREN):
        child = invented.id()
        about = {"name": invented.text(14), "dob": "2014-03-02", "address": invented.text(60)}
        rows.append(Row("child", child, child, about))
        for _ in range(NOTES):
            identity, text = invented.id(), invented.some(120, 500)
            rows.append(Row("note", identity, child, {"on": "2025-01-02", "text": text}))
        for number in range(REVIEWS):
            review = invented.review(child, f"2025-02-0{number + 1}", "2025-06-01")
            rows += review
            for group in range(CONSULTATIONS):
                body = {"review": review[0].id, "group": group, "sent": "2025-01-01", "back": ""}
                rows.append(Row("consultation", invented.id(), child, body))
    return rows


def day(base: list[Row]) -> list[Row]:
    """Return a day's work: three reviews, each with its letter of 40 KB."""
    invented = Invented(2)
    rows = []
    for child in sorted({row.child for row in base})[:3]:
        rows += (review := invented.review(child, "2026-02-01", "2026-06-01"))
        rows.append(Row("letter", invented.id(), child, {"review": review[0].id, "docx": invented.letter()}))
    return rows


def main(file: str) -> None:
    base = caseload()
    said = {"base": [_plain(row) for row in base], "today": [_plain(row) for row in day(base)]}
    Path(file).write_text(json.dumps(said), encoding="utf-8")


def _plain(row: Row) -> dict[str, Any]:
    body = {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value
        for name, value in row.body.items()
    }
    return {"kind": row.kind, "id": row.id, "child": row.child, "body": body}


if __name__ == "__main__":
    main(*sys.argv[1:])
