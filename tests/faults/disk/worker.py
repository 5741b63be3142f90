"""Lives with a caseload as the app does, and writes down what it was promised: a process under the recorder.

Usage: python -m tests.faults.disk.worker PROFILE ROUNDS SEED. Each line of PROFILE/promises (or the file that
PROMISES names) says what a call that returned has promised ("kept ID VALUE"), or what is about to change
("passphrase NUMBER").
"""

import os
import random
import sys
from pathlib import Path

from iro_desktop.device import renewal, slots, vault
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.sealed_draft import discard_draft, keep_reserve, seal_draft
from iro_desktop.device.stretch import FLOOR
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.open_caseload import Keys, back_up_now, close_caseload, open_caseload
from iro_desktop.services.renew_keys import news_of_renewal, renew_keys
from iro_desktop.services.session import Session
from tests.device.stores import quick

PASSPHRASES = tuple(f"tulip harbour pencil Monday {number}" for number in range(50))


class Life:
    """What one process does, one act after another; a refusal is met as the app meets it: tried again."""

    def __init__(self, paths: ProfilePaths, seed: int) -> None:
        self.paths = paths
        self.chance = random.Random(seed)
        self.number = 0
        self.passphrase = 0
        self.refused = 0
        promises = os.environ.get("PROMISES") or paths.root / "promises"
        self._promises = os.open(promises, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        self.session: Session | None = None

    def promise(self, words: str) -> None:
        os.write(self._promises, f"{words}\n".encode())

    def open(self) -> Session:
        if self.session is None:
            proof = vault.open_vault(self.paths, PASSPHRASES[self.passphrase], None)
            self.session = open_caseload(self.paths, Keys(proof.data_key, proof.device_id), machine_clock())
            news_of_renewal(self.session, self.paths)
            keep_reserve(self.paths)
        return self.session

    def close(self, *, backup: bool) -> None:
        session, self.session = self.open(), None
        close_caseload(session, self.paths.backups if backup else None, self.paths)

    def write(self) -> None:
        session = self.open()
        self.number += 1
        one = f"c{self.chance.randrange(25)}"
        child = Child(id=one, given_name=f"n{self.number}", likes="x" * self.chance.randrange(2500))
        with session.caseload.unit_of_work() as work:
            work.save(child)
            work.commit()
        self.promise(f"kept {one} n{self.number}")

    def lay(self) -> None:
        self.open().caseload.put_desk("where", [["review", str(self.number)]])

    def back_up(self) -> None:
        back_up_now(self.open(), self.paths)

    def lock(self) -> None:
        self.close(backup=False)

    def quit(self) -> None:
        self.close(backup=True)

    def seal(self) -> None:
        """Words that no commit took are sealed; the next opening commits them, and lets the draft go."""
        session = self.open()
        self.number += 1
        words = f"n{self.number}"
        name = seal_draft(self.paths, self._key(), {"id": "sealed", "name": words})
        self.promise(f"sealed {words}")
        with session.caseload.unit_of_work() as work:
            work.save(Child(id="sealed", given_name=words))
            work.commit()
        self.promise(f"kept sealed {words}")
        discard_draft(self.paths, name)

    def change_passphrase(self) -> None:
        new = (self.passphrase + 1) % len(PASSPHRASES)
        self.promise(f"passphrase {new}")
        self.close(backup=False)
        vault.change_passphrase(self.paths, PASSPHRASES[self.passphrase], PASSPHRASES[new], None)
        self.passphrase = new
        self.promise(f"passphrase-is {new}")

    def renew(self) -> None:
        session, self.session = self.open(), None
        proof = vault.open_vault(self.paths, PASSPHRASES[self.passphrase], None)
        renew_keys(
            session, self.paths, proof, passphrase=PASSPHRASES[self.passphrase],
            code=vault.new_recovery_code(), secrets=None, progress=lambda _done, _of: None,
        )  # fmt: skip

    def _key(self) -> bytes:
        return vault.open_vault(self.paths, PASSPHRASES[self.passphrase], None).data_key

    def live(self, rounds: int) -> None:
        acts = (self.write, self.lay, self.back_up, self.lock, self.quit, self.seal, self.change_passphrase,
                self.renew)  # fmt: skip
        for _ in range(rounds):
            act = self.chance.choices(acts, (60, 6, 3, 4, 3, 6, 3, 2))[0]
            try:
                act()
            except KnownProblem as problem:
                self.refused += 1
                self.promise(f"refused {type(problem).__name__}")
        try:
            self.quit()
        except KnownProblem:
            self.refused += 1


def weaken() -> None:
    """The control: commits that are not synced."""
    from iro_desktop.caseload import engine

    engine._PRAGMAS = tuple(p.replace("=full", "=normal") for p in engine._PRAGMAS)  # type: ignore[assignment]


def main() -> None:
    slots.stretch = quick  # type: ignore[assignment]  # the stretching is not on trial here
    renewal.calibrate = vault.calibrate = lambda: FLOOR  # type: ignore[attr-defined]  # nor its cost
    if "weak" in sys.argv[4:]:
        weaken()
    life = Life(ProfilePaths(Path(sys.argv[1])), int(sys.argv[3]))
    life.live(int(sys.argv[2]))
    print(life.number, life.refused)


if __name__ == "__main__":
    main()
