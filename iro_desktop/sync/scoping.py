"""What a laptop makes of whose records it holds: who is to be fetched, and who is no longer its own."""

from collections.abc import Iterable
from dataclasses import replace

from iro_desktop.protocol.messages import ScopeReply
from iro_desktop.sync.errands import child_scope, scope_name
from iro_desktop.sync.leaving import believe
from iro_desktop.sync.stand import Filling, Stand

OUTDATED = "outdated"
"""In the place of the scope's hash: it is asked for again, whatever it is."""


def all_scopes(person: str, children: Iterable[str]) -> list[str]:
    """Return the scopes of a whole filling: the council's, one's own, and these children's."""
    return ["council:", f"person:{person}", *map(child_scope, sorted(children))]


def scoped(stand: Stand, reply: ScopeReply) -> Stand:
    """Return where a laptop stands once it has been told whose records it holds."""
    now, before, first = set(reply.children), set(stand.children), not stand.scope_hash
    new, lost = now - before, (set(stand.lost) | before) - now
    scopes = all_scopes(stand.person, new) if first else [child_scope(child) for child in sorted(new)]
    filling = stand.filling
    if scopes:
        under_way = filling.scopes if filling else ()
        filling = Filling(tuple(dict.fromkeys([*under_way, *scopes])), first=first)
    return replace(
        believe(stand, now),
        role=reply.role,
        epoch=reply.epoch if first else stand.epoch,
        scope_hash=reply.scope.hash,
        scope_revision=reply.scope.revision,
        allocation_revision=stand.allocation_revision if lost else reply.scope.revision,
        children=tuple(sorted(now)),
        lost=tuple(sorted(lost)),
        not_given=(),
        filling=filling,
    )


def filled_anew(stand: Stand, filling: Filling) -> Stand:
    """Return the stand of a laptop that has lost a child in the middle of a filling, before it asks again.

    What has come of the children under way goes unless they are given.
    """
    coming = {scope_name(one).id for one in filling.scopes} & set(stand.children)
    return replace(
        stand,
        filling=None,
        scope_hash="" if filling.first else OUTDATED,
        children=tuple(child for child in stand.children if child not in coming),
        lost=tuple(sorted({*stand.lost, *coming})),
    )
