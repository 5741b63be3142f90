"""The council's public escrow key, where IT supplies one: beside the app, where only administrators write."""

import hashlib
import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

from iro_desktop.device.checked_json import NotThatFile, as_bytes, hex_of, read_file

FILE = "council-escrow.json"
KIND = "an iro-desktop council escrow key"
_LONGEST_NAME = 120


@dataclass(frozen=True)
class CouncilKey:
    """Whoever has the private half of it can open what is sealed to it."""

    council: str
    public: bytes

    @property
    def fingerprint(self) -> str:
        """Return what two people compare by reading it out: 128 bits in eight groups of four."""
        digits = hashlib.sha256(b"iro-desktop council escrow key v1" + self.public).hexdigest()[:32].upper()
        return " ".join(digits[start : start + 4] for start in range(0, 32, 4))

    def to_bytes(self) -> bytes:
        """Return the file that IT supplies."""
        return as_bytes(KIND, {"council": self.council, "public_key": self.public.hex()})


def read_council_key(path: Path) -> CouncilKey:
    """Return the key of a file. NotThatFile if it is none, or if anybody but its owner can change it."""
    found = read_file(KIND, path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o022:
        raise NotThatFile(f"{path.name} is not used.", "Others than its owner can change it. Tell IT.")
    council = found.get("council")
    if not isinstance(council, str) or not 0 < len(council) <= _LONGEST_NAME or not council.isprintable():
        raise NotThatFile(f"{path.name} cannot be used.", "It does not say whose key it is.")
    return CouncilKey(council, hex_of(found, "public_key", 32))


def supplied_key(folder: Path | None = None) -> CouncilKey | None:
    """Return the key that IT has supplied on this machine, None where there is none.

    Only a folder that takes an administrator's rights to write is looked into: whoever could put a key there
    could read every caseload.
    """
    path = (policy_folder() if folder is None else folder) / FILE
    return read_council_key(path) if path.exists() else None


def policy_folder(platform: str = sys.platform) -> Path:
    """Return where IT puts what it supplies: beside the installed app; on Linux /etc/iro-desktop.

    Not ProgramData: every person on a Windows machine may make a folder there.
    """
    if platform.startswith("linux"):
        return Path("/etc/iro-desktop")
    return Path(sys.executable).resolve().parent
