"""A file for whoever helps when something goes wrong: numbers and events from a fixed list, never a name.

A person reads it before it is sent, so it is plain text, and says what each part is.
"""

import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from iro_desktop.caseload.backup import moment_of, newest_first
from iro_desktop.device.durable_file import replace_durably
from iro_desktop.device.logs import listed_lines
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.child import Child
from iro_desktop.services.session import Session

_LOG_LINES, _FAULT_LINES = 400, 120
_INTRODUCTION = (
    "IRO Desktop: support file\n\n"
    "Read this before you send it. It holds no child's name and nothing that you typed: only which version "
    "of the app this is, how large its files are, and what it did when (from a fixed list of events; a "
    "record's id stands as a code that only this computer can read). If you see anything here that you would "
    "not send, do not send it, and tell your IT desk."
)
_FRAME = re.compile(r'\s*File "([^"]*)", line (\d+) in ([\w<>.]+)')
_HEADING = re.compile(
    r"(Fatal Python error: [A-Za-z ]{1,60}|Windows fatal exception: [A-Za-z0-9 ]{1,60}"
    r"|(Current t|T)hread 0x[0-9a-f]+( \[[\w -]{1,40}\])?( \(most recent call first\))?:)"
)


def support_words(session: Session, paths: ProfilePaths, app: Mapping[str, str]) -> str:
    """Return the file's text. `app`: versions, by what they are of."""
    at = session.clock.now().astimezone()
    parts = [
        f"{_INTRODUCTION}\n\nMade on {at.day} {at:%B %Y} at {at:%H:%M}.",
        _part("Versions", (f"{name}: {value}" for name, value in {**app, **_machine()}.items())),
        _part("Files and counts", _counts(session, paths)),
        _part("What the app did", _last(listed_lines(paths.logs, "app"), _LOG_LINES)),
        _part("What started it", _last(listed_lines(paths.logs, "launcher"), _LOG_LINES)),
        _part("Faults in native code", _last(_faults(paths.logs / "fault.log"), _FAULT_LINES)),
    ]
    return "\n\n".join(parts) + "\n"


def save_support_file(words: str, target: Path) -> None:
    """Write the text where the person chose. CannotWrite if the disk refuses."""
    replace_durably(target, words.encode("utf-8"))


def _machine() -> dict[str, str]:
    return {"System": f"{platform.system()} {platform.release()}", "Python": platform.python_version()}


def _counts(session: Session, paths: ProfilePaths) -> Iterator[str]:
    caseload = session.caseload
    copies = newest_first(paths.backups)
    newest = moment_of(copies[0]) if copies else None
    yield f"caseload file: {_size(paths.caseload_file)} bytes"
    yield f"children: {len(caseload.list(Child))}"
    yield f"changes not yet sent: {caseload.office_desk.count_unsent()}"
    yield f"copies: {len(copies)}" + (f", the newest of {newest:%Y-%m-%d %H:%M} UTC" if newest else "")
    yield f"damaged files kept aside: {_entries(paths.kept_aside)}"
    yield f"words sealed and not yet saved: {sum(1 for _ in paths.sealed_draft.glob('*.sealed'))}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _entries(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def _faults(file: Path) -> Iterator[str]:
    """Give the lines of the fault file that have a known form, without folders: those can name a person."""
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return
    for line in lines:
        if frame := _FRAME.fullmatch(line):
            where = re.split(r"[\\/]", frame[1])
            yield f"  {'/'.join(where[-2:])}:{frame[2]} in {frame[3]}"
        elif _HEADING.fullmatch(line):
            yield line


def _last(lines: Iterator[str], count: int) -> list[str]:
    found = list(lines)
    left_out = len(found) - count
    return [*([f"({left_out} earlier lines left out)"] if left_out > 0 else []), *found[-count:]]


def _part(title: str, lines: Iterable[str]) -> str:
    written = "\n".join(lines)
    return f"{title}\n{'-' * len(title)}\n{written or 'nothing'}"
