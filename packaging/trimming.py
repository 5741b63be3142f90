"""What a frozen app does without: parts of Qt it never loads, and the libraries that only those needed."""

import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from PyInstaller.depend.bindepend import get_imports

Entry = tuple[str, str, str]
"""As PyInstaller has it: where it goes, where it comes from, its kind."""

PLUGINS = {
    "platforms": ("qxcb", "qoffscreen", "qwindows", "qcocoa"),
    "platforminputcontexts": ("composeplatforminputcontext", "ibusplatforminputcontext"),
    "xcbglintegrations": ("qxcb-egl", "qxcb-glx"),
    "imageformats": ("qsvg", "qico", "qjpeg"),
    "iconengines": ("qsvgicon",),
    "networkinformation": ("qnetworklistmanager", "qnetworkmanager", "qscnetworkreachability"),
    "styles": ("qmodernwindowsstyle", "qmacstyle"),
}
"""The plugins that are kept, by folder. No theme of the desktop: the app brings its own looks."""
UNUSED = ("Qt6Quick", "Qt6Qml", "Qt6VirtualKeyboard", "Qt6Pdf", "opengl32sw")
TRANSLATIONS = ("qtbase_en.qm", "qt_en.qm")


def wanted(name: str) -> bool:
    """Say whether a file is kept, by its place in the frozen folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if "translations" in path.parts:
        return path.name in TRANSLATIONS
    if "plugins" in path.parts:
        folder = path.parts[path.parts.index("plugins") + 1]
        return any(plugin in path.name for plugin in PLUGINS.get(folder, ()))
    return not any(part in path.name for part in UNUSED)


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """Return the binaries that are kept; on Linux, libraries only if something kept is linked to them."""
    kept = [entry for entry in entries if wanted(entry[0])]
    if not sys.platform.startswith("linux"):
        return kept
    used = needed(kept)
    return [entry for entry in kept if entry[0] in used]


def without_loose_ends(datas: Iterable[Entry], binaries: list[Entry]) -> list[Entry]:
    """Return the data files that are kept, without links to libraries that are not."""
    there = {Path(entry[0]).name for entry in binaries if entry[2] != "SYMLINK"}
    return [
        entry
        for entry in datas
        if wanted(entry[0]) and (entry[2] != "SYMLINK" or Path(entry[1]).name in there)
    ]


def needed(entries: list[Entry]) -> set[str]:
    """Return the places of what is loaded by name (modules, plugins) and of all that this is linked to."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(Path(entry[0]).name, []).append(entry)
    found: set[str] = set()
    waiting = [entry for entry in entries if is_loaded_by_name(entry)]
    while waiting:
        entry = waiting.pop()
        if entry[0] in found:
            continue
        found.add(entry[0])
        if entry[2] == "SYMLINK":
            continue
        for library, _ in get_imports(entry[1]):
            waiting += by_name.get(Path(library).name, [])
    return found


def is_loaded_by_name(entry: Entry) -> bool:
    """Say whether the app loads this file itself, not the linker."""
    return entry[2] == "EXTENSION" or "/plugins/" in entry[0] or "libpython" in entry[0]
