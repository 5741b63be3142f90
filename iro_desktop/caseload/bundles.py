"""The bundles in which changes were signed: what proves each change that came from the office, and its words.

A bundle is kept as it travels: a line for each change in it, the change itself or, where that is not here,
its hash. So its signature can be checked again at any time, and each change handed on with what proves it.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import zstandard
from sqlalchemy import Connection, text

from iro_desktop.caseload.prepared import Prepared
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.domain.records import Scope, ScopeKind
from iro_desktop.protocol.bundles import is_leaf


@dataclass(frozen=True, slots=True)
class SignedBundle:
    """A bundle whose signature has been checked. No line of it holds a line break."""

    scope: Scope
    device: str
    signature: str
    lines: tuple[bytes, ...]


class TwoScopes(KnownProblem):
    """A bundle that was about one child turns out to be about another too."""

    def __init__(self) -> None:
        super().__init__(
            "The office sent something that its author did not sign.",
            "Nothing of it was taken in, and your own work is kept. Tell IT before you sync again.",
        )


def keep(connection: Connection, bundles: Iterable[SignedBundle]) -> dict[str, int]:
    """Keep bundles, or what is new of those here already; return their ids by signature.

    TwoScopes if one is here as another scope's: nobody may be given as much as its hashes.
    """
    wanted: dict[str, SignedBundle] = {}
    for bundle in bundles:
        before = wanted.get(bundle.signature)
        wanted[bundle.signature] = bundle if before is None else _both(before, bundle)
    here = {row[1]: row for row in connection.execute(_HERE, {"wanted": json.dumps(list(wanted))})}
    ids: dict[str, int] = {}
    packer = zstandard.ZstdCompressor(level=1)
    for signature, bundle in wanted.items():
        if (row := here.get(signature)) is None:
            ids[signature] = _add(connection, bundle, packer.compress(b"\n".join(bundle.lines)))
            continue
        number, _, scope_kind, scope_id, packed = row
        scope = Scope(ScopeKind(scope_kind), scope_id)
        here_already = SignedBundle(scope, bundle.device, signature, tuple(unpacked(packed)))
        ids[signature] = number
        lines = _both(here_already, bundle).lines
        if lines != here_already.lines:
            _REPLACE.run(connection, {"id": number, "changes": packer.compress(b"\n".join(lines))})
    return ids


def _both(one: SignedBundle, other: SignedBundle) -> SignedBundle:
    """Return a bundle that came in two parts: a change wherever either has it."""
    if one.scope != other.scope:
        raise TwoScopes
    lines = (b if is_leaf(a) else a for a, b in zip(one.lines, other.lines, strict=True))
    return SignedBundle(one.scope, one.device, one.signature, tuple(lines))


def _add(connection: Connection, bundle: SignedBundle, packed: bytes) -> int:
    values = {
        "scope_kind": bundle.scope.kind.value,
        "scope_id": bundle.scope.id,
        "device": bundle.device,
        "signature": bundle.signature,
        "changes": packed,
    }
    return int(_ADD.run(connection, values).lastrowid)


def bodies(connection: Connection, revisions: Iterable[int]) -> dict[int, bytes]:
    """Return the signed bytes of the office's changes with these revisions that are here."""
    places = connection.execute(_PLACES, {"wanted": json.dumps(list(revisions))}).all()
    by_bundle: dict[int, list[tuple[int, int]]] = {}
    for revision, bundle, place in places:
        by_bundle.setdefault(bundle, []).append((revision, place))
    packed = connection.execute(_PACKED, {"wanted": json.dumps(list(by_bundle))})
    found: dict[int, bytes] = {}
    for bundle, changes in packed:
        lines = unpacked(changes)
        found.update({revision: lines[place] for revision, place in by_bundle[bundle]})
    return found


def unpacked(kept: bytes) -> list[bytes]:
    """Return a kept bundle's lines."""
    return zstandard.ZstdDecompressor().decompress(kept).split(b"\n")


def proof_of(connection: Connection, revision: int) -> Mapping[str, object] | None:
    """Return what proves a change that came from the office: its bundle's device, signature and lines, and
    its place among them; None if it is not here."""
    row = connection.execute(_PROOF, {"revision": revision}).first()
    if row is None:
        return None
    return {
        "device": row.device,
        "signature": row.signature,
        "lines": tuple(unpacked(row.changes)),
        "place": row.place,
    }


_HERE = text(
    "SELECT id, signature, scope_kind, scope_id, changes FROM shared_bundle"
    " WHERE signature IN (SELECT value FROM json_each(:wanted))"
)
_ADD = Prepared(
    text(
        "INSERT INTO shared_bundle (scope_kind, scope_id, device, signature, changes)"
        " VALUES (:scope_kind, :scope_id, :device, :signature, :changes)"
    )
)
_REPLACE = Prepared(text("UPDATE shared_bundle SET changes = :changes WHERE id = :id"))
_PLACES = text(
    "SELECT revision, bundle, place FROM shared_change"
    " WHERE revision IN (SELECT value FROM json_each(:wanted))"
)
_PACKED = text("SELECT id, changes FROM shared_bundle WHERE id IN (SELECT value FROM json_each(:wanted))")
_PROOF = text(
    "SELECT b.device, b.signature, b.changes, c.place FROM shared_change AS c"
    " JOIN shared_bundle AS b ON b.id = c.bundle WHERE c.revision = :revision"
)
