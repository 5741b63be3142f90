"""`python -m iro_desktop.demonstration`: opens the app on an invented caseload, or plays a visit to it, or
writes the files that an invented council would send to its office."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from iro_desktop.demonstration.caseload import MARKER, build_demonstration
from iro_desktop.demonstration.council_files import write_office_files
from iro_desktop.device.bank_holidays import england_working_days
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import Clock, machine_clock
from iro_desktop.domain.problems import KnownProblem


def main(argv: Sequence[str] | None = None) -> int:
    """Make the demonstration if there is none of today, then open the app on it or play the visit; or write
    an office's files."""
    parser = argparse.ArgumentParser(prog="iro_desktop.demonstration", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--folder", type=Path, help="where demonstrations are kept")
    what.add_argument("--office-files", type=Path, metavar="DIR", help="write what an office imports there")
    what.add_argument(
        "--laptop", type=Path, metavar="PROFILE", help="enrol a laptop at an office, or open it"
    )
    parser.add_argument("--office", metavar="ADDRESS", help="with --laptop: the office to enrol it at")
    parser.add_argument("--code-file", type=Path, metavar="FILE", help="with --office: holds the code")
    parser.add_argument("--play", type=Path, metavar="OUTPUT", help="play a visit; leave its pictures there")
    options = parser.parse_args(argv)
    clock = machine_clock()
    if options.office_files is not None:
        write_office_files(options.office_files, clock.today(), england_working_days())
        return 0
    if options.play is not None:
        from iro_desktop.demonstration.visit import play

        return play(fresh_profile(options.folder, clock), clock, options.play)
    from iro_desktop.launcher import main as launch

    paths = ProfilePaths(options.laptop.absolute()) if options.laptop else None
    if paths is not None and options.office is not None:
        return _enrol(paths, clock, options.office, options.code_file)
    sys.stdout.write(MARKER + "\n")
    return launch(["--profile", str((paths or profile_of_today(options.folder, clock)).root)])


def _enrol(paths: ProfilePaths, clock: Clock, address: str, code_file: Path) -> int:
    from iro_desktop.demonstration.laptop import make_laptop

    try:
        children = make_laptop(paths, clock, address, code_file.read_text(encoding="utf-8"))
    except KnownProblem as problem:
        sys.stderr.write(f"{problem.title} {problem.what_to_do}\n")
        return 2
    sys.stdout.write(f"A laptop is enrolled there, with {children} children. {MARKER}\n")
    return 0


def profile_of_today(folder: Path, clock: Clock) -> ProfilePaths:
    """Return today's demonstration, made if it is not there: its dates are as of one day.

    Those of other days are left as they are, with whatever was typed into them.
    """
    paths = ProfilePaths((folder / clock.today().isoformat()).absolute())
    if not paths.caseload_file.exists():
        _make(paths, clock)
    return paths


def fresh_profile(folder: Path, clock: Clock) -> ProfilePaths:
    """Return a new demonstration for a scripted visit, which must find the caseload untouched."""
    day: date = clock.today()
    taken = len(list(folder.glob(f"{day.isoformat()}-visit-*")))
    paths = ProfilePaths((folder / f"{day.isoformat()}-visit-{taken + 1}").absolute())
    _make(paths, clock)
    return paths


def _make(paths: ProfilePaths, clock: Clock) -> None:
    sys.stdout.write("Making the demonstration's caseload ...\n")
    sys.stdout.flush()
    build_demonstration(paths, clock)


if __name__ == "__main__":
    sys.exit(main())
