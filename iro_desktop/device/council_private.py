"""The private half of the council's escrow key, under one passphrase or under any two of three officers'.

It belongs on a computer that is not on the network, or on a stick in a safe; never on a laptop of an IRO.
"""

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from iro_desktop.device.checked_json import NotThatFile, as_bytes, hex_of, read_file
from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.passphrase import check_passphrase
from iro_desktop.device.slots import unwrap, wrap
from iro_desktop.device.stretch import TARGET, Cost, stretch
from iro_desktop.domain.problems import KnownProblem

KIND = "an iro-desktop council private escrow key"
ONE = ("the council",)
"""Where one passphrase opens it, whose it is."""


class WrongOfficers(KnownProblem):
    """The passphrases given do not open the council's private key."""


@dataclass(frozen=True)
class PrivateFile:
    """The file as it lies: sealed. `needed` of the officers open it."""

    key: CouncilKey
    officers: tuple[str, ...]
    needed: int
    salts: tuple[bytes, ...]
    cost: Cost
    wraps: dict[str, str]

    def to_bytes(self) -> bytes:
        """Return the content of the file."""
        return as_bytes(
            KIND,
            {
                "council": self.key.council,
                "public_key": self.key.public.hex(),
                "officers": list(self.officers),
                "needed": self.needed,
                "salts": [salt.hex() for salt in self.salts],
                "cost": [self.cost.memory_kib, self.cost.passes, self.cost.lanes],
                "wraps": self.wraps,
            },
        )

    def opened(self, given: dict[str, str]) -> Callable[[bytes], bytes | None]:
        """Return what opens a sealed box, by officers' passphrases. WrongOfficers if they do not fit."""
        for together in combinations(sorted(given, key=self._place), self.needed):
            places = [self._place(name) for name in together]
            wrapped = self.wraps.get(_name(places))
            key = self._wrapping(places, [given[name] for name in together])
            private = unwrap(key, bytes.fromhex(wrapped)) if wrapped else None
            if private is not None:
                return _opener(private)
        raise WrongOfficers(
            "The council's private key does not open.",
            "Check whose passphrases are asked for, and type each again.",
        )

    def _place(self, name: str) -> int:
        return self.officers.index(name)

    def _wrapping(self, places: Sequence[int], passphrases: Sequence[str]) -> bytes:
        stretched = [
            stretch(words, self.salts[at], self.cost) for at, words in zip(places, passphrases, strict=True)
        ]
        return _together(stretched)


def make_private(
    council: str, passphrases: dict[str, str], *, cost: Cost = TARGET
) -> tuple[CouncilKey, PrivateFile]:
    """Make a key pair. `passphrases`: one officer's, or three officers', of whom any two will open it.

    Raises PassphraseTooWeak for a passphrase that could be guessed.
    """
    from nacl.public import PrivateKey

    if len(passphrases) not in (1, 3):
        raise ValueError("one passphrase, or three")
    for words in passphrases.values():
        check_passphrase(words)
    private = PrivateKey.generate()
    key = CouncilKey(council, bytes(private.public_key))
    officers, needed = tuple(passphrases), min(2, len(passphrases))
    salts = tuple(os.urandom(16) for _ in officers)
    stretched = [stretch(passphrases[name], salt, cost) for name, salt in zip(officers, salts, strict=True)]
    wraps = {
        _name(places): wrap(_together([stretched[at] for at in places]), bytes(private)).hex()
        for places in combinations(range(len(officers)), needed)
    }
    return key, PrivateFile(key, officers, needed, salts, cost, wraps)


def read_private(path: Path) -> PrivateFile:
    """Return a private key's file, still sealed."""
    found = read_file(KIND, path)
    try:
        return _from(found)
    except (KeyError, TypeError, ValueError):
        raise NotThatFile(f"{path.name} cannot be used.", "Part of it is missing.") from None


def _from(found: dict[str, Any]) -> PrivateFile:
    key = CouncilKey(str(found["council"]), hex_of(found, "public_key", 32))
    officers = tuple(str(name) for name in found["officers"])
    salts = tuple(bytes.fromhex(salt) for salt in found["salts"])
    memory, passes, lanes = (int(number) for number in found["cost"])
    wraps = {str(name): str(wrapped) for name, wrapped in found["wraps"].items()}
    return PrivateFile(key, officers, int(found["needed"]), salts, Cost(memory, passes, lanes), wraps)


def _opener(private: bytes) -> Callable[[bytes], bytes | None]:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox

    def opens(sealed: bytes) -> bytes | None:
        try:
            return SealedBox(PrivateKey(private)).decrypt(sealed)
        except (CryptoError, ValueError):
            return None

    return opens


def _name(places: Sequence[int]) -> str:
    return "+".join(map(str, places))


def _together(stretched: Sequence[bytes]) -> bytes:
    key = hmac.digest(stretched[0], b"iro-desktop officers v1", hashlib.sha256)
    for more in stretched[1:]:
        key = hmac.digest(key, more, hashlib.sha256)
    return key
