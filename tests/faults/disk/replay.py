"""What a folder may look like after the power went: every write since a file's last sync is there, or not, or
in part; every name made, changed or removed since its folder's last sync is there up to some point."""

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

_HEAD = struct.Struct("<cQQI")
SECTOR = 512


@dataclass(frozen=True)
class Act:
    """One line of the record; see recorder.c."""

    kind: str
    inode: int
    number: int
    content: bytes


def acts(record: Path) -> Iterator[Act]:
    content = record.read_bytes()
    at = 0
    while at + _HEAD.size <= len(content):
        kind, inode, number, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        yield Act(kind.decode(), inode, number, content[at : at + length])
        at += length


@dataclass
class File:
    """What is on the disk for good, and what may be."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[str, int, bytes]] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.waiting:
            _apply(self.kept, *change)
        self.waiting.clear()

    def after_power_loss(self, chance: random.Random) -> bytes:
        content = bytearray(self.kept)
        for kind, number, written in self.waiting:
            luck = chance.random()
            if luck < 0.4:
                _apply(content, kind, number, written)
            elif luck < 0.6 and kind == "W":  # torn: some of its sectors
                for start in range(0, len(written), SECTOR):
                    if chance.random() < 0.5:
                        _apply(content, kind, number + start, written[start : start + SECTOR])
        return bytes(content)


def _apply(content: bytearray, kind: str, number: int, written: bytes) -> None:
    if kind == "T":
        del content[number:]
        content.extend(bytes(number - len(content)))
        return
    content.extend(bytes(max(0, number - len(content))))
    content[number : number + len(written)] = written


class Disk:
    """The folder as the record tells it, one act after another."""

    def __init__(self, before: Path) -> None:
        """`before`: the folder as it was, all of it synced."""
        self.named: dict[str, File] = {}
        for path in before.rglob("*"):
            if path.is_file():
                self.named[path.relative_to(before).as_posix()] = File(bytearray(path.read_bytes()))
        self._kept_names = dict(self.named)
        self._waiting_names: list[tuple[str, str, str, File | None]] = []
        self._by_inode: dict[int, File] = {}
        self._folders: dict[int, str] = {}
        self._root = before

    def do(self, act: Act) -> None:
        name = act.content.decode() if act.kind in "OU" else ""
        match act.kind:
            case "O":
                self._opened(name, act.inode)
            case "W" | "T" if act.inode in self._by_inode:
                self._by_inode[act.inode].waiting.append((act.kind, act.number, act.content))
            case "S" if act.inode in self._by_inode:
                self._by_inode[act.inode].sync()
            case "S" if act.inode in self._folders:
                self._sync_folder(self._folders[act.inode])
            case "R":
                one, two = act.content.decode().split("\0")
                self._rename(one, two)
            case "U":
                self.named.pop(name, None)
                self._waiting_names.append(("U", name, "", None))
            case _:
                pass

    def _opened(self, name: str, inode: int) -> None:
        if name in self.named:
            self._by_inode[inode] = self.named[name]
        elif name in ("", ".") or self._is_folder(name):
            self._folders[inode] = name
            self._by_inode.pop(inode, None)
        else:
            made = self.named[name] = self._by_inode[inode] = File()
            self._folders.pop(inode, None)
            self._waiting_names.append(("O", name, "", made))

    def _is_folder(self, name: str) -> bool:
        below = f"{name}/"
        return any(one.startswith(below) for one in self.named) or (self._root / name).is_dir()

    def _rename(self, one: str, two: str) -> None:
        moved = [n for n in self.named if n == one or n.startswith(f"{one}/")]
        for name in moved:
            to = two + name[len(one) :]
            self.named[to] = self.named.pop(name)
            self._waiting_names.append(("R", name, to, self.named[to]))

    def _sync_folder(self, folder: str) -> None:
        """Names in one folder are kept in order: with the last of this one, all before it."""
        last = max(
            (
                place
                for place, (_, one, two, _file) in enumerate(self._waiting_names)
                if folder in {_parent(one), _parent(two) if two else _parent(one)}
            ),
            default=-1,
        )
        for change in self._waiting_names[: last + 1]:
            _name(self._kept_names, *change)
        del self._waiting_names[: last + 1]

    def after_power_loss(self, chance: random.Random, to: Path) -> None:
        """Write the folder as it may be when the power comes back."""
        names = dict(self._kept_names)
        for change in self._waiting_names[: chance.randint(0, len(self._waiting_names))]:
            _name(names, *change)
        for name, file in names.items():
            target = to / name
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.write_bytes(file.after_power_loss(chance))
            target.chmod(0o600)


def _name(names: dict[str, File], kind: str, one: str, two: str, file: File | None) -> None:
    if kind == "U":
        names.pop(one, None)
    elif kind == "R":
        names.pop(one, None)
        if file is not None:
            names[two] = file
    elif file is not None:
        names[one] = file


def _parent(name: str) -> str:
    parent = PurePosixPath(name).parent.as_posix()
    return "" if parent == "." else parent
