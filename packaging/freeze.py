"""Freezes the app and then uses the result as a council laptop would: no Python on the path, no checkout.

Usage: python packaging/freeze.py   (or `make app`).  Prints the size and the times.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "frozen"
PASSPHRASE = "frozen kettle orchard lantern"
PATIENCE = 60.0  # seconds for a window to come; a cold disk and a busy machine are slow


def build() -> Path:
    """Run PyInstaller and return the program it made."""
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
        + ["--distpath", str(BUILT), "--workpath", str(ROOT / "build" / "pyinstaller")]
        + [str(ROOT / "packaging" / "iro_desktop.spec")],
        check=True,
        cwd=ROOT,
    )
    folder = BUILT / "iro-desktop"
    size = sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    print(
        f"built in {time.monotonic() - started:.0f} s, {size / 2**20:.0f} MiB in {folder.relative_to(ROOT)}"
    )
    return folder / ("iro-desktop.exe" if os.name == "nt" else "iro-desktop")


def bare_environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment that knows no Python and nothing of this checkout."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "LANG") if name in os.environ}
    return {**kept, "PATH": str(home), "HOME": str(home), "IRO_DESKTOP_TRACE": str(home / "trace"), **more}


def moments(home: Path, name: str) -> list[float]:
    """Return when the app said that `name` happened (seconds on the clock of `time.time`)."""
    trace = home / "trace"
    lines = trace.read_text("utf-8").splitlines() if trace.exists() else []
    return [int(line.split()[1]) / 1e9 for line in lines if line.split()[0] == name]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Wait until the condition holds; say what did not come if it never does."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            sys.exit(f"The frozen app did not get as far as: {what}")
        time.sleep(0.02)


@contextmanager
def started(program: Path, environment: dict[str, str], *arguments: str) -> Iterator[float]:
    """Start the program for the length of a block; gives the moment of its start."""
    began = time.time()
    process = subprocess.Popen([program, *arguments], env=environment, cwd=environment["HOME"])
    try:
        yield began
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def trial_unlock_screen(program: Path, home: Path) -> None:
    """Start it offscreen, to the unlock screen."""
    environment = bare_environment(home, QT_QPA_PLATFORM="offscreen")
    with started(program, environment, "--profile", str(home / "profile")) as began:
        wait_for(lambda: bool(moments(home, "unlock_shown")), "the unlock screen")
        print(f"unlock screen {moments(home, 'unlock_shown')[0] - began:.2f} s after the start (offscreen)")


def make_caseload(program: Path, home: Path) -> None:
    """Make an encrypted caseload with the frozen command, from the sample return of the tests."""
    subprocess.run(
        [program, "import", str(ROOT / "tests" / "data" / "ssda903"), "--profile", str(home / "profile")]
        + ["--create", "--council", "Frozen Council", "--passphrase-stdin", "--json"],
        input=PASSPHRASE + "\n",
        text=True,
        check=True,
        env=bare_environment(home),
        stdout=subprocess.DEVNULL,
    )


def keys(display: str, *words: str) -> None:
    """Press or type with xdotool on the given display."""
    subprocess.run(["xdotool", *words], check=True, env={**os.environ, "DISPLAY": display})


def trial_lock_and_relaunch(program: Path, home: Path) -> None:
    """In a real window: unlock by typing, lock by the key, and see a fresh process ask for the passphrase."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        sys.exit(
            "Xvfb and xdotool are needed to try the frozen app's lock: packaging/system.sh app installs them"
        )
    (home / "trace").unlink()
    display = ":87"
    server = subprocess.Popen(["Xvfb", display, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: Path("/tmp/.X11-unix/X87").exists(), "a display")
        environment = bare_environment(home, DISPLAY=display)
        with started(program, environment, "--profile", str(home / "profile")):
            wait_for(lambda: bool(moments(home, "unlock_shown")), "the unlock screen in a window")
            time.sleep(0.5)  # until the window has the keyboard
            keys(display, "type", PASSPHRASE)
            keys(display, "key", "Return")
            wait_for(lambda: bool(moments(home, "caseload_shown")), "the caseload")
            time.sleep(0.5)
            keys(display, "key", "ctrl+l")
            wait_for(lambda: len(moments(home, "unlock_shown")) == 2, "the unlock screen after the lock")
            took = moments(home, "unlock_shown")[1] - moments(home, "locked")[0]
            print(f"unlocked, locked by Ctrl+L, and asked again by a fresh process {took:.2f} s later")
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Build and try."""
    program = build()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        trial_unlock_screen(program, home)
        make_caseload(program, home)
        trial_lock_and_relaunch(program, home)
    print("the frozen app works")


if __name__ == "__main__":
    main()
