"""Keeps words that a save could not take: sealed on the disk until a commit has them."""

from collections.abc import Mapping
from typing import Any

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import (
    discard_draft,
    keep_reserve,
    seal_draft,
    set_draft_aside,
    take_draft,
)
from iro_desktop.domain.problems import KnownProblem


class Drafts:
    """The sealed drafts of one profile. A running app keeps one a page: the newest holds all of it."""

    def __init__(self, paths: ProfilePaths, data_key: bytes) -> None:
        self._paths = paths
        self._key = data_key
        self._sealed: dict[tuple[str, str], str] = {}

    def seal(self, draft: Mapping[str, Any]) -> bool:
        """Seal a page's draft, then let go of its earlier one; return whether the disk took it."""
        page = (str(draft["screen"]), str(draft["review_id"]))
        try:
            name = seal_draft(self._paths, self._key, dict(draft))
        except KnownProblem:
            return False  # not even the reserve was enough: the words stay on the screen and are tried again
        if page in self._sealed:
            discard_draft(self._paths, self._sealed[page])
        self._sealed[page] = name
        return True

    def take(self) -> Any | None:
        """Return the oldest draft left by an earlier process, or None; DraftDamaged once for a bad one."""
        return take_draft(self._paths, self._key)

    def committed(self, screen: str, review_id: str) -> None:
        """Remove what was sealed of a page: a commit has its words."""
        name = self._sealed.pop((screen, review_id), "")
        if name:
            discard_draft(self._paths, name)

    def restored(self) -> None:
        """Remove the draft that `take` returned: its words are committed."""
        discard_draft(self._paths)

    def set_aside(self) -> None:
        """Keep the draft that `take` returned out of the way: what it belongs to is gone."""
        set_draft_aside(self._paths)

    def keep_reserve(self) -> None:
        """Hold room for a draft, so that a full disk can still take one."""
        keep_reserve(self._paths)
