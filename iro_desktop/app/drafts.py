"""Keeps words that a save could not take: sealed on the disk until a commit has them."""

from collections.abc import Mapping
from typing import Any

from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import discard_draft, seal_draft, take_draft
from iro_desktop.domain.problems import KnownProblem


class Drafts:
    """The sealed drafts of one profile. At most one is kept by a running app: the newest holds all."""

    def __init__(self, paths: ProfilePaths, data_key: bytes) -> None:
        self._paths = paths
        self._key = data_key
        self._sealed = 0

    def seal(self, draft: Mapping[str, Any]) -> bool:
        """Seal a draft, then let go of what this app sealed before; return whether the disk took it."""
        try:
            seal_draft(self._paths, self._key, dict(draft))
        except KnownProblem:
            return False  # a full disk takes neither: the words stay on the screen and are tried again
        for _ in range(self._sealed):
            discard_draft(self._paths)
        self._sealed = 1
        return True

    def take(self) -> Any | None:
        """Return the oldest draft left by an earlier process, or None; DraftDamaged once for a bad one."""
        return take_draft(self._paths, self._key)

    def committed(self) -> None:
        """Remove what was sealed: a commit has its words."""
        for _ in range(self._sealed):
            discard_draft(self._paths)
        self._sealed = 0

    def restored(self) -> None:
        """Remove the draft that `take` returned: its words are committed."""
        discard_draft(self._paths)
