"""Makes what the peers need, once, under build/peers: nothing of it touches the project's own environment."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).resolve().parent
PEERS = ROOT / "build" / "peers"
PINS, PACKAGES = HERE / "requirements.txt", HERE / "package.json"
PATIENCE = 600
"""Seconds in which packages must have been fetched."""


class PeerMissing(Exception):  # noqa: N818 - what is the case
    """This machine cannot run a peer; the text says why. The others are measured without it."""


def python_with_anki() -> Path:
    """Return a Python that has Anki; PeerMissing if it cannot be fetched."""
    folder = PEERS / "anki"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not _is_made(folder, PINS):
        venv.create(folder, with_pip=True, clear=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        _fetch([*pip, "--only-binary", ":all:", "--no-deps", "-r", str(PINS)], folder)
        _note_made(folder, PINS)
    return python


def folder_with_pouch() -> tuple[str, Path]:
    """Return node, and a folder where it finds PouchDB; PeerMissing if there is no node or no network."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise PeerMissing("there is no node and npm on this machine")
    folder = PEERS / "pouchdb"
    if not _is_made(folder, PACKAGES):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(PACKAGES, folder)
        quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        _fetch([npm, "install", "--ignore-scripts", *quiet], folder)
        _note_made(folder, PACKAGES)
    return node, folder


def _fetch(command: list[str], folder: Path) -> None:
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, check=False, encoding="utf-8", timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        raise PeerMissing(f"its packages did not come within {PATIENCE} s") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise PeerMissing(f"its packages could not be fetched: {last}")


def _is_made(folder: Path, pins: Path) -> bool:
    stamp = folder / "made-from"
    return stamp.is_file() and stamp.read_text("utf-8") == _fingerprint(pins)


def _note_made(folder: Path, pins: Path) -> None:
    (folder / "made-from").write_text(_fingerprint(pins), "utf-8")


def _fingerprint(pins: Path) -> str:
    return hashlib.sha256(sys.version.encode() + pins.read_bytes()).hexdigest()
