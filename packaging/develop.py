"""Sets a checkout up and runs it, its checks, proofs and figures: the same on Windows and Linux.

Usage: python packaging/develop.py setup | run | office | laptop | test | bench | prove | app | forms
Standard library only: it runs before anything is installed.
"""

import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "set-up-from"
DEMONSTRATION = ROOT / "build" / "demonstration"
LAPTOP = ROOT / "build" / "office-laptop"
OFFICE = ROOT / "build" / "office"


def call(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's root; a failure ends this script with its exit status."""
    done = subprocess.run(
        [str(word) for word in command], cwd=ROOT, env={**os.environ, **environment}, check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def fingerprint() -> str:
    """Return what the virtual environment was made from, so that a change of it makes a new one."""
    parts = [
        sys.version,
        (ROOT / "requirements.txt").read_text("utf-8"),
        (ROOT / "pyproject.toml").read_text("utf-8"),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def setup() -> None:
    """Make .venv with everything locked in requirements.txt, unless it is there already."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what an older Python meets first
        sys.exit("iro_desktop needs Python 3.11 or newer: install it and run this again with it.")
    if STAMP.is_file() and STAMP.read_text("utf-8") == fingerprint():
        return
    if VENV.is_symlink():  # somebody's own environment: theirs to keep up to date
        return
    print("Setting up .venv (once; a minute or less on most machines) ...", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    call(*pip, "--require-hashes", "--no-deps", "-r", "requirements.txt")
    call(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    STAMP.write_text(fingerprint(), "utf-8")


def has_display() -> bool:
    """Say whether a window can be shown to somebody."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def run() -> None:
    """Open the app on the demonstration caseload; with no display, play a visit and keep its pictures."""
    demonstration = [PYTHON, "-m", "iro_desktop.demonstration", "--folder", DEMONSTRATION]
    if has_display():
        call(*demonstration)
    else:
        screen = "offscreen:configfile=packaging/laptop_screen.json"  # pictures as on an IRO's laptop
        call(*demonstration, "--play", ROOT / "demonstration-output", QT_QPA_PLATFORM=screen)


def office() -> None:
    """Serve an office of invented children on this machine until Ctrl+C. Never for real records."""
    files = OFFICE / "files"
    call(PYTHON, "-m", "iro_desktop.demonstration", "--office-files", files)
    central = [PYTHON, "-m", "iro_desktop.central.command", "--office", OFFICE.relative_to(ROOT)]
    code = OFFICE / "laptop-code"
    code.unlink(missing_ok=True)
    if (LAPTOP / "caseload.db").exists():
        until_it_ends([*central, "demonstrate", files, *sys.argv[2:]])
    command = [*central, "demonstrate", files, "--code-file", code, *sys.argv[2:]]
    until_it_ends(command, lambda: enrol_laptop(code))


def enrol_laptop(code: Path) -> None:
    """Enrol the demonstration's laptop once the office answers, and say how it is opened."""
    port = sys.argv[sys.argv.index("--port") + 1] if "--port" in sys.argv else "8443"
    for _ in range(600):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", int(port)), 0.5).close()
            break
        time.sleep(0.1)
    address = f"http://127.0.0.1:{port}"
    laptop = [PYTHON, "-m", "iro_desktop.demonstration", "--laptop", LAPTOP, "--office", address]
    done = subprocess.run([str(w) for w in (*laptop, "--code-file", code)], cwd=ROOT, check=False)
    code.unlink(missing_ok=True)
    if done.returncode == 0:
        print("  Open it in another terminal with:  make laptop", flush=True)


def laptop() -> None:
    """Open the laptop that `office` enrolled."""
    if not (LAPTOP / "caseload.db").exists():
        sys.exit("There is no enrolled laptop yet: run `make office` first, and leave it running.")
    call(PYTHON, "-m", "iro_desktop.demonstration", "--laptop", LAPTOP)


def until_it_ends(command: list[str | Path], meanwhile: Callable[[], None] = lambda: None) -> None:
    """Run a command in the project's root until it has ended itself: a Ctrl+C is for it to obey, in order."""
    process = subprocess.Popen([str(word) for word in command], cwd=ROOT)
    with contextlib.suppress(KeyboardInterrupt):
        meanwhile()
    while True:
        try:
            sys.exit(process.wait())
        except KeyboardInterrupt:  # it had the same one, and stops its database first
            continue


def checks() -> list[list[str | Path]]:
    """List the checks of `test`, quickest first."""
    return [
        [BIN / "ruff", "check", "."],
        [BIN / "ruff", "format", "--check", "."],
        [BIN / "mypy"],
        [BIN / "lint-imports", "--no-cache"],
        [PYTHON, "packaging/compile_forms.py", "--check"],
        [PYTHON, "-m", "pytest"],
    ]


def test() -> None:
    """Run every check, and seeded samples of the long proofs."""
    for command in checks():
        started = time.monotonic()
        print(
            "--",
            " ".join(Path(str(word)).name if i == 0 else str(word) for i, word in enumerate(command)),
            flush=True,
        )
        call(*command, QT_QPA_PLATFORM="offscreen")
        print(f"   {time.monotonic() - started:.0f} s", flush=True)


def bench() -> None:
    """Measure the figures that the product promises, in one run."""
    call(PYTHON, "-m", "tests.benchmarks", QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))


def prove() -> None:
    """Run the long proofs whole."""
    call(
        PYTHON, "-m", "pytest", "-m", "proof", "--timeout", "0", IRO_PROOF="full", QT_QPA_PLATFORM="offscreen"
    )


def app() -> None:
    """Freeze the app and start the result with no Python on the path."""
    call(PYTHON, "packaging/freeze.py", PYTHONPATH=str(ROOT))


def forms() -> None:
    """Compile the Designer forms after a change in ui/."""
    call(PYTHON, "packaging/compile_forms.py")


TASKS = {task.__name__: task for task in (setup, run, office, laptop, test, bench, prove, app, forms)}

if __name__ == "__main__":
    options = 2 if sys.argv[1:2] == ["office"] else 0  # --port N
    if not 2 <= len(sys.argv) <= 2 + options or sys.argv[1] not in TASKS:
        sys.exit(__doc__)
    setup()
    TASKS[sys.argv[1]]()
