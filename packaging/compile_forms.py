"""Compiles the Designer forms of ui/ into iro_desktop/screens/forms/, or checks that they are up to date.

Usage: python packaging/compile_forms.py [--check]
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "ui"
COMPILED = ROOT / "iro_desktop" / "screens" / "forms"
HEADER = '"""Forms compiled from ui/ by packaging/compile_forms.py: never edited by hand."""\n'


def compiler() -> Path:
    """Return pyside6-uic of the environment that runs this script."""
    name = "pyside6-uic.exe" if os.name == "nt" else "pyside6-uic"
    return Path(sysconfig.get_path("scripts")) / name


def compiled(form: Path) -> str:
    """Return the Python of one form, without the line that names the compiler's version."""
    command = [str(compiler()), "--no-autoconnection", str(form)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    return "\n".join(line for line in lines if "Created by: Qt User Interface Compiler" not in line) + "\n"


def wanted() -> dict[Path, str]:
    """Return what screens/forms should hold: each file's path and text."""
    files = {COMPILED / f"ui_{form.stem}.py": compiled(form) for form in sorted(FORMS.glob("*.ui"))}
    files[COMPILED / "__init__.py"] = HEADER
    return files


def stale() -> list[str]:
    """Name the files in screens/forms that differ from their form, are missing, or have no form any more."""
    files = wanted()
    wrong = [
        path.name for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text
    ]
    return wrong + [path.name for path in COMPILED.glob("*.py") if path not in files]


def main() -> int:
    """Compile all forms; with --check only say which are out of date (exit status 1)."""
    if "--check" in sys.argv[1:]:
        wrong = stale()
        if wrong:
            print("Out of date, run packaging/compile_forms.py:", ", ".join(wrong))
        return bool(wrong)
    COMPILED.mkdir(exist_ok=True)
    for path, text in wanted().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
