"""Opens caseloads in tests with a clock that the test moves."""

import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from iro_desktop.caseload import Caseload
from iro_desktop.caseload.restoring import Restored, Step, restore
from iro_desktop.domain.clock import Clock

MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Opener:
    """Creates and opens one caseload file as one person on one device, at the time the test says."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.key = key
        self.now = MOMENT
        self.device = "device-1"
        self.person = "person-1"
        self._open: list[Caseload] = []

    @staticmethod
    def fresh_key() -> bytes:
        return secrets.token_bytes(32)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now)

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def create(self) -> Caseload:
        return self._kept(
            Caseload.create(self.path, self.key, device=self.device, person=self.person, clock=self.clock)
        )

    def open(self, key: bytes | None = None, path: Path | None = None) -> Caseload:
        return self._kept(
            Caseload.open(
                path or self.path,
                key or self.key,
                device=self.device,
                person=self.person,
                clock=self.clock,
                backups=self.path.parent / "backups",
            )
        )

    def reopen(self) -> Caseload:
        self.close()
        return self.open()

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

    def _kept(self, caseload: Caseload) -> Caseload:
        self._open.append(caseload)
        return caseload


def put_together(opener: Opener, backups: Path, aside: Path, step: Step = lambda *_: None) -> Restored:
    """Put the opener's caseload together again from the backups in a folder."""
    return restore(opener.path, opener.key, backups=backups, aside=aside, at=opener.now, step=step)
