"""Compiles the Designer forms of ui/ into iro_desktop/screens/forms/, or checks that they are up to date.

Usage: python packaging/compile_forms.py [--check]
"""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FORMS = ROOT / "ui"
COMPILED = ROOT / "iro_desktop" / "screens" / "forms"
IMPORT = re.compile(r"^from (?P<module>PySide6\.\w+) import \((?P<names>[^)]*)\)\n", re.MULTILINE)
HEADER = '"""Forms compiled from ui/ by packaging/compile_forms.py: never edited by hand."""\n'


def compiler() -> Path:
    """Return pyside6-uic of the environment that runs this script."""
    name = "pyside6-uic.exe" if os.name == "nt" else "pyside6-uic"
    return Path(sysconfig.get_path("scripts")) / name


def compiled(form: Path) -> str:
    """Return the Python of one form: no compiler's version, and only the imports it uses.

    Each class of Qt is set up when it is first named, and the compiler names dozens that no form uses:
    left in, they would delay the first window by a tenth.
    """
    command = [str(compiler()), "--no-autoconnection", str(form)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    lines = done.stdout.splitlines()
    text = "\n".join(line for line in lines if "Created by: Qt User Interface Compiler" not in line) + "\n"
    body = IMPORT.sub("", text)

    def used(block: re.Match[str]) -> str:
        names = re.findall(r"\w+", block["names"])
        kept = [name for name in names if re.search(rf"\b{name}\b", body)]
        return f"from {block['module']} import ({', '.join(kept)})\n" if kept else ""

    return IMPORT.sub(used, text)


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
