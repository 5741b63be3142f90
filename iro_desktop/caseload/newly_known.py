"""After an update of the app: what an older one kept and could not show is made into records."""

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from iro_desktop.caseload.shown import KINDS
from iro_desktop.records import Json, canonical, shapes_of

if TYPE_CHECKING:
    from iro_desktop.caseload.caseload import Caseload

KNOWN = "known kinds"
"""The desk's key for what the app that last opened this caseload could show."""


def renew_newly_known(caseload: "Caseload") -> None:
    """Make the records that wait for a newer app, if this one is newer than the last that opened this file.

    Whole kinds, fields, and choices of a field: nobody has to change them again before they are seen.
    """
    if caseload.desk(KNOWN) == (known := known_here()):
        return
    with caseload.unit_of_work() as work:
        with work.on_the_file() as connection:
            which = list(_waiting(connection))
        work.renew(which)
        work.put_desk(KNOWN, known)
        work.commit()


def known_here() -> str:
    """Return what stands for everything that this version can show."""
    said: list[Json] = []
    for name, kind in sorted(KINDS.items()):
        said.append(name)
        said += [[shape.name, shape.base.__name__, *_choices(shape.base)] for shape in shapes_of(kind)]
    return hashlib.sha256(canonical(said)).hexdigest()


def _choices(base: type) -> list[str]:
    return [str(choice) for choice in getattr(base, "__members__", {}).values()]


def _waiting(connection: Connection) -> Iterator[tuple[str, str]]:
    for name, kind in KINDS.items():
        unseen = text(
            "SELECT record_id FROM shared_record WHERE kind = :kind"
            f" AND record_id NOT IN (SELECT id FROM {name})"
        )
        for record_id in connection.execute(unseen, {"kind": name}).scalars():
            yield name, record_id
        fields = {shape.name for shape in shapes_of(kind)}
        kept = connection.execute(text(f"SELECT id, extra FROM {name} WHERE extra <> '{{}}'"))
        for record_id, extra in kept.all():
            if fields & json.loads(extra).keys():
                yield name, record_id
