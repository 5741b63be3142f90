"""A record's merged state as JSON: small where all is settled, whole where it is not."""

from collections.abc import Mapping
from typing import Any

from iro_desktop.records.fields import Json
from iro_desktop.records.merge import KEPT, State, Tombstone, Version


def to_standing(state: State) -> dict[str, Json]:
    """Return what `State.body` does not say: who wrote what stands, the values beside the current ones.

    `by` lists the changes as [revision, device, sequence]; `is` gives for each field the place in `by` of
    its current version, then [place, value] of each other; `gone` holds the tombstones.
    """
    places: dict[tuple[int, str, int], int] = {}
    fields: dict[str, Json] = {}
    for name, standing in state.versions.items():
        kept: list[Json] = []
        for version in standing:
            change = (version.revision, version.device, version.sequence)
            place = places.setdefault(change, len(places))
            kept.append([place, version.value] if kept or name == KEPT else place)
        fields[name] = kept
    gone: list[Json] = [[t.revision, t.device, t.sequence, t.known, t.reason] for t in state.tombstones]
    return {"by": [list(change) for change in places], "is": fields, "gone": gone}


def from_standing(body: Mapping[str, Json], standing: Mapping[str, Any]) -> State:
    """Return the state that `State.body` and `to_standing` described."""
    by: list[tuple[int, str, int]] = [tuple(change) for change in standing.get("by", ())]

    def version(name: str, one: Any) -> Version:
        place, value = one if isinstance(one, list) else (one, body[name])
        revision, device, sequence = by[place]
        return Version(revision, device, sequence, value)

    versions = {
        name: tuple(version(name, one) for one in kept) for name, kept in standing.get("is", {}).items()
    }
    return State(versions, tuple(Tombstone(*stone) for stone in standing.get("gone", ())))
