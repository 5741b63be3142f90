"""Gathers the notices of all that is in a frozen app: NOTICE.txt, and each package's own licence texts.

Worked out from the files shipped: nothing is listed that is not there, and nothing there is unlisted.
A package that ships without a licence text stops the build.
"""

import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "resources" / "licences"
QT = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt")
LACKING = {
    "pyside6-essentials": QT,
    "shiboken6": QT,
    "sqlcipher3": ("SQLCipher.txt", "OpenSSL.txt"),
}
"""What a wheel should have brought and did not; texts in resources/licences."""
UNSTATED = {"sqlcipher3": "Zlib; contains SQLCipher (BSD-3-Clause) and OpenSSL (Apache-2.0)"}
LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
RESOURCES = """Fonts, icons and word lists (their licences lie beside them in resources/)
  Andika 6.101                SIL Open Font License 1.1   resources/fonts/OFL.txt
  Open Sans                   SIL Open Font License 1.1   resources/fonts/LICENCE-OpenSans.txt
  Lucide icons                ISC and MIT                 resources/icons/LICENCE.txt
  EFF passphrase words        CC BY 3.0 US                resources/words/README.md
  letter word lists           see                         resources/letters/SOURCES.md
"""


@dataclass(frozen=True)
class Shipped:
    """One package that is shipped: where its licence texts lie, and those we add."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]
    ours: tuple[str, ...] = ()

    def line(self) -> str:
        """Return its line of NOTICE.txt."""
        return f"  {self.name:<28}{self.version:<24}{self.licence}"


def gather(sources: Iterable[Path], target: Path) -> None:
    """Write NOTICE.txt and the licence texts for the packages that the source files belong to."""
    files = {source.resolve() for source in sources}
    wheels = [of_wheel(found) for found in wheels_of(files)] + [of_wheel(distribution("pyinstaller"))]
    system = sorted(debian_packages(files), key=lambda package: package.name)
    packages = [python(), *sorted(wheels, key=lambda package: package.name), *system]
    silent = [package.name for package in packages if not package.texts and not package.ours]
    if silent:
        sys.exit(f"No licence text to ship for: {', '.join(silent)}. Add it to {OURS} and to LACKING.")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for package in packages:
        copy_texts(package, target)
    (target / "NOTICE.txt").write_text(notice(packages[: len(wheels) + 1], system), "utf-8", newline="\n")


def notice(packages: list[Shipped], system: list[Shipped]) -> str:
    """Return the words of NOTICE.txt."""
    lines = ["iro_desktop contains the works listed here. Each one's licence lies in the folder of its name,"]
    lines += ["or in the file that is named.", "", "Python and its packages"]
    lines += [package.line() + "".join(f"; {name}" for name in package.ours) for package in packages]
    if system:
        lines += ["", "Libraries of the system on which it was built"]
        lines += [package.line() for package in system]
    return "\n".join([*lines, "", RESOURCES])


def copy_texts(package: Shipped, target: Path) -> None:
    """Copy the texts into the package's folder; two of one name are kept apart by a number."""
    folder = target / package.name
    for text in package.texts:
        folder.mkdir(exist_ok=True)
        taken = len(list(folder.glob(f"*{text.name}")))
        shutil.copyfile(text, folder / (f"{taken + 1}-{text.name}" if taken else text.name))


def wheels_of(files: set[Path]) -> Iterator[Distribution]:
    """Find the installed packages that any of the files belongs to."""
    for found in distributions():
        own = (Path(str(found.locate_file(file))) for file in found.files or ())
        if found.name != "iro-desktop" and any(file.resolve() in files for file in own):
            yield found


def of_wheel(found: Distribution) -> Shipped:
    """Return what an installed package says of itself."""
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    texts = [
        Path(str(found.locate_file(file)))
        for file in found.files or ()
        if ".dist-info" in file.parts[0] and LICENCE_FILE.search(file.name)
    ]
    return Shipped(name, found.version, licence_of(found, name), tuple(texts), LACKING.get(name, ()))


def licence_of(found: Distribution, name: str) -> str:
    """Return the licence's name by its expression, its one-line field or its classifiers."""
    about = found.metadata
    short = (about.get("License") or "").strip()
    kinds = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier", [])
        if line.startswith("License ::")
    ]
    short = short if "\n" not in short else ""
    return about.get("License-Expression") or short or ", ".join(kinds) or UNSTATED.get(name, "see its text")


def python() -> Shipped:
    """Return Python itself."""
    version = platform.python_version()
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info.minor}/copyright"),
        Path(f"/usr/share/doc/libpython3.{sys.version_info.minor}-minimal/copyright"),
    ]
    return Shipped("python", version, "PSF-2.0", tuple(place for place in places if place.is_file())[:1])


def debian_packages(files: set[Path]) -> Iterator[Shipped]:
    """Yield the Debian packages that any of the libraries came from; none on another system."""
    if not shutil.which("dpkg-query"):
        return
    libraries = [file for file in files if file.parts[1] in {"lib", "usr"} and ".so" in file.name]
    names = {name for file in libraries if (name := owner(file))}
    for name in names:
        version = output("dpkg-query", "-W", "-f", "${Version}", name)
        plain = name.partition(":")[0]
        text = Path("/usr/share/doc") / plain / "copyright"
        yield Shipped(plain, version, "see its text", (text,) if text.is_file() else ())


def owner(file: Path) -> str:
    """Return the Debian package of a file; dpkg may know it by its place before /usr was merged."""
    for place in (file, Path("/") / file.relative_to("/usr") if file.parts[1] == "usr" else file):
        found = output("dpkg-query", "-S", str(place))
        if found:
            return found.splitlines()[0].split(": ")[0]
    return ""


def output(*command: str) -> str:
    """Return what a command prints, "" if it fails."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
