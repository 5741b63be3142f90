"""Freezes the app and then uses the result as a council laptop would: no Python on the path, no checkout.

Usage: python packaging/freeze.py [--only-try]   (or `make app`).  Prints the size and the times.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from frozen_trials import TRIALS

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "build" / "frozen"


def build() -> None:
    """Run PyInstaller."""
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


def main() -> None:
    """Build and try."""
    if "--only-try" not in sys.argv[1:]:
        build()
    program = BUILT / "iro-desktop" / ("iro-desktop.exe" if os.name == "nt" else "iro-desktop")
    for trial in TRIALS:
        with tempfile.TemporaryDirectory() as home:
            trial(program, Path(home))
    print("the frozen app works")


if __name__ == "__main__":
    main()
