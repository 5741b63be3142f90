"""Keeps words that a save could not take, sealed: on the disk, or else by the launcher."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from iro_desktop.device.handover import hand_over, let_go
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import (
    discard_draft,
    drafts_left,
    keep_reserve,
    keep_sealed,
    opened,
    sealed,
    set_draft_aside,
    take_draft,
)
from iro_desktop.domain.problems import KnownProblem

_Kept = str | bytes
"""Where a sealed draft is: the name of its file, or itself, where only the launcher has it."""


class Drafts:
    """The sealed drafts of one profile. A running app keeps one a page: the newest holds all of it.

    `held` are those that no disk took before the lock, oldest first.
    """

    def __init__(self, paths: ProfilePaths, data_key: bytes, held: Sequence[bytes] = ()) -> None:
        self._paths = paths
        self._key = data_key
        self._held = list(held)
        self._taken_from_hands = False
        self._sealed: dict[tuple[str, str], _Kept] = {}
        self._children: dict[tuple[str, str], str] = {}
        self._left: frozenset[str] = frozenset()

    def seal(self, draft: Mapping[str, Any]) -> bool:
        """Seal a page's draft, then let go of its earlier one; return whether anything took it.

        A disk that takes nothing leaves it to the launcher, which outlives this process.
        """
        page = (str(draft["screen"]), str(draft["review_id"]))
        content = sealed(self._key, dict(draft))
        try:
            kept: _Kept = keep_sealed(self._paths, content)
        except (KnownProblem, OSError):
            if not draft["edits"] or not hand_over(content):  # a place alone binds no launcher
                return False  # words stay on the screen and are tried again
            kept = content
        with suppress(OSError):  # an older one that the disk keeps is taken first, and overwritten
            self.committed(*page)
        self._sealed[page] = kept
        if draft["edits"]:
            self._children[page] = str(draft.get("child_id") or "")
        return True

    def children(self) -> frozenset[str]:
        """Return the children of whom words are sealed that no record has yet: they wait for these words."""
        return self._left.union(self._children.values()) - {""}

    def note_left(self) -> None:
        """Find the children of the drafts that could not be put back at the start."""
        left = [*drafts_left(self._paths, self._key), *self._openable()]
        self._left = frozenset(str(draft.get("child_id") or "") for draft in left if draft.get("edits"))

    def _openable(self) -> list[Any]:
        found = []
        for content in self._held:
            with suppress(KnownProblem):
                found.append(opened(self._key, content))
        return found

    def take(self) -> Any | None:
        """Return the oldest draft left by an earlier process, or None; DraftDamaged once for a bad one."""
        draft = take_draft(self._paths, self._key)
        self._taken_from_hands = draft is None and bool(self._held)
        if not self._taken_from_hands:
            return draft
        try:
            return opened(self._key, self._held[0])
        except KnownProblem:
            self._held.pop(0)  # the launcher still has it, and puts it on the disk when it can
            raise

    def committed(self, screen: str, review_id: str) -> None:
        """Remove what was sealed of a page: a commit has its words."""
        kept = self._sealed.pop((screen, review_id), "")
        self._children.pop((screen, review_id), None)
        if isinstance(kept, bytes):
            let_go(kept)
        elif kept:
            discard_draft(self._paths, kept)

    def restored(self) -> None:
        """Remove the draft that `take` returned: its words are committed."""
        if self._taken_from_hands:
            let_go(self._held.pop(0))
        else:
            discard_draft(self._paths)

    def set_aside(self) -> None:
        """Keep the draft that `take` returned out of the way: what it belongs to is gone."""
        if self._taken_from_hands:
            self._held.pop(0)  # as in `take`
        else:
            set_draft_aside(self._paths)

    def keep_reserve(self) -> None:
        """Hold room for a draft, so that a full disk can still take one."""
        keep_reserve(self._paths)
