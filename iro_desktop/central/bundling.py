"""A page's bundles: its changes byte for byte as they were signed, others as their hashes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from iro_desktop.records import Json

_LEAF_BYTES = 32


@dataclass(slots=True)
class Bundling:
    """Gathers the log's rows that a page sends."""

    _lines: dict[int, dict[int, tuple[int, bytes]]] = field(default_factory=dict)
    """By bundle, by place in it: a change's revision and its bytes."""
    _marks: list[dict[str, Json]] = field(default_factory=list)
    devices: set[str] = field(default_factory=set)

    def add(self, row: RowMapping) -> int:
        """Let a row's change be sent, unless its words were erased; return how many bytes it comes to."""
        body = row["body"]
        if body is None:
            return 0
        places = self._lines.setdefault(row["bundle"], {})
        if row["place"] in places:
            return 0
        places[row["place"]] = (row["revision"], bytes(body))
        self.devices.add(str(row["device"]))
        self.mark(row)
        return len(body)

    def mark(self, row: RowMapping) -> None:
        """Say what else must be known of a row's change, if anything."""
        said = {name: row[name] for name in ("passed_over", "unseen", "proposed") if row[name]}
        if said:
            self._marks.append({"revision": row["revision"], **said})

    def without(self, rows: Iterable[RowMapping]) -> None:
        """Take rows out again, which were the last to be added."""
        for row in rows:
            places = self._lines.get(row["bundle"], {})
            places.pop(row["place"], None)
            if not places:
                self._lines.pop(row["bundle"], None)
        gone = {row["revision"] for row in rows}
        self._marks = [mark for mark in self._marks if mark["revision"] not in gone]

    def written(self, connection: Connection) -> dict[str, Sequence[bytes]]:
        """Return the bundles and the marks as lists of JSON texts, as the messages name them."""
        kept = connection.execute(_BUNDLES, {"ids": sorted(self._lines)}).all() if self._lines else []
        proofs = {row.id: row for row in kept}
        return {
            "bundles": [  # what the database does not show of a change's proof is not sent of the change
                _bundle(proofs[number], places) for number, places in self._lines.items() if number in proofs
            ],
            "marks": [json.dumps(mark, separators=(",", ":")).encode("ascii") for mark in self._marks],
        }


def _bundle(kept: Any, places: Mapping[int, tuple[int, bytes]]) -> bytes:
    leaves = bytes(kept.leaves)
    items: list[bytes] = []
    revisions: list[bytes] = []
    for place in range(len(leaves) // _LEAF_BYTES):
        if (found := places.get(place)) is not None:
            revisions.append(b"%d" % found[0])
            items.append(found[1])
        else:
            revisions.append(b"0")
            leaf = leaves[place * _LEAF_BYTES : (place + 1) * _LEAF_BYTES]
            items.append(b'"%s"' % leaf.hex().encode("ascii"))
    signature = str(kept.signature).encode("ascii")
    return b'{"changes":[%s],"revisions":[%s],"signature":"%s"}' % (
        b",".join(items),
        b",".join(revisions),
        signature,
    )


_BUNDLES = text("SELECT id, signature, leaves FROM bundle WHERE id = ANY (:ids)")
