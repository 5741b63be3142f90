"""`iro-desktop import`: a council's IT or data team brings files into a caseload without a window."""

import argparse
import getpass
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iro_desktop.device.council_key import supplied_key
from iro_desktop.device.profile import ProfilePaths, default_profile
from iro_desktop.device.secrets import machine_secret_store
from iro_desktop.device.vault import NewVault, WrongPassphrase, create_vault, needs_setup, open_vault
from iro_desktop.domain.clock import Clock, machine_clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.intake.kinds_of_file import NEEDED
from iro_desktop.intake.report import ImportReport, report_as_json
from iro_desktop.intake.report_words import report_words
from iro_desktop.intake.sources import source_files
from iro_desktop.services.import_return import import_files
from iro_desktop.services.open_caseload import Keys, make_caseload, open_caseload
from iro_desktop.services.session import Session

IMPORTED, NOTHING_TO_IMPORT, NOT_IMPORTED = 0, 1, 2

_EPILOG = """\
exit codes: 0 imported (rows that could not be are listed, and stopped nothing else);
1 none of the files is one that is imported, nothing was changed; 2 wrong usage, or the caseload or a
file could not be opened, nothing was changed.
The layout of the people file is in docs/people-file.md."""


class ImportRefused(KnownProblem):
    """What was asked for cannot be done in this profile."""


@dataclass(frozen=True)
class _Opened:
    session: Session
    recovery_code: str = ""


def run(argv: Sequence[str], clock: Clock | None = None) -> int:
    """Import what `argv` names, print what became of it, and return the exit code."""
    options = _parser().parse_args(argv)
    _speak_any_language()
    try:
        report, recovery_code = _import(options, clock or machine_clock())
    except KnownProblem as problem:
        _say_problem(problem, as_json=options.json)
        return NOT_IMPORTED
    if options.json:
        print(json.dumps(_as_json(report, recovery_code), indent=1))
    else:
        print(report_words(report, recovery_code, every_line=options.all))
    return IMPORTED if set(NEEDED) & set(report.files.values()) else NOTHING_TO_IMPORT


def _speak_any_language() -> None:
    """Keep a console of few characters from stopping a report, and read a passphrase as UTF-8 anywhere."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stdin, io.TextIOWrapper) and not sys.stdin.isatty():
        sys.stdin.reconfigure(encoding="utf-8-sig")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iro-desktop import",
        description="Bring SSDA903 CSV files and people files into a caseload. Importing again updates, "
        "never duplicates, and never overwrites what an IRO wrote.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER_OR_FILE")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="the folder that holds the caseload")
    parser.add_argument("--council", default="", help="the council's name; the same at every import")
    parser.add_argument("--iro", default="", metavar="NAME", help="only this IRO's children (people file)")
    parser.add_argument("--passphrase-stdin", action="store_true", help="read the passphrase from stdin")
    parser.add_argument("--create", action="store_true", help="make the caseload if there is none")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument("--all", action="store_true", help="list every noted line, not one of each sort")
    return parser


def _import(options: argparse.Namespace, clock: Clock) -> tuple[ImportReport, str]:
    sources = source_files(options.paths)
    opened = _open(options, clock)
    try:
        report = import_files(
            opened.session.caseload,
            sources,
            council=options.council.strip(),
            today=clock.today(),
            only_iro=options.iro.strip(),
            progress=_progress if sys.stderr.isatty() else lambda _done, _of: None,
        )
    finally:
        opened.session.caseload.close()
    return report, opened.recovery_code


def _open(options: argparse.Namespace, clock: Clock) -> _Opened:
    paths = ProfilePaths(options.profile.absolute()) if options.profile else default_profile()
    new = needs_setup(paths)
    if new and not options.create:
        raise ImportRefused(
            "There is no caseload in this profile.",
            f"Start the program once to set it up, name another folder with --profile, or add --create. "
            f"The folder is {paths.root}.",
        )
    if new and not options.council.strip():
        raise ImportRefused("The council is not named.", "Add --council NAME; use the same name every time.")
    secrets = machine_secret_store()
    passphrase = _passphrase(options, new=new)
    vault = (
        create_vault(paths, passphrase, secrets, council=supplied_key())
        if new
        else open_vault(paths, passphrase, secrets)
    )
    if vault.notice:
        print(vault.notice, file=sys.stderr)
    keys = Keys(vault.data_key, vault.device_id)
    session = make_caseload(paths, keys, clock) if new else open_caseload(paths, keys, clock)
    return _Opened(session, vault.recovery_code if isinstance(vault, NewVault) else "")


def _passphrase(options: argparse.Namespace, *, new: bool) -> str:
    if options.passphrase_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise ImportRefused("No passphrase was given.", "Add --passphrase-stdin and write it to stdin.")
    first = getpass.getpass("New passphrase: " if new else "Passphrase: ")
    if new and getpass.getpass("Again: ") != first:
        raise ImportRefused("The two passphrases differ.", "Start again and type the same one twice.")
    return first


def _progress(done: int, of: int) -> None:
    if of:
        print(f"\r{done} of {of} records", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _say_problem(problem: KnownProblem, *, as_json: bool) -> None:
    # In a window "Not right." stands under the field; here nothing else says what it is about.
    title = "The passphrase is not right." if isinstance(problem, WrongPassphrase) else problem.title
    if as_json:
        print(json.dumps({"error": {"title": title, "what_to_do": problem.what_to_do}}))
    else:
        print(f"{title}\n{problem.what_to_do}", file=sys.stderr)


def _as_json(report: ImportReport, recovery_code: str) -> dict[str, Any]:
    return report_as_json(report) | ({"recovery_code": recovery_code} if recovery_code else {})
