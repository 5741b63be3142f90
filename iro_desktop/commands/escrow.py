"""`iro-desktop escrow`: the council's key to a caseload whose passphrase is lost: made, used, drilled."""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

from iro_desktop.device.council_key import FILE, policy_folder, read_council_key
from iro_desktop.device.council_private import ONE, PrivateFile, make_private, read_private
from iro_desktop.device.durable_file import replace_durably
from iro_desktop.device.escrow_recovery import (
    Request,
    answer,
    ask_council,
    forget_request,
    read_request,
    take_answer,
)
from iro_desktop.device.profile import ProfilePaths, default_profile
from iro_desktop.device.secrets import machine_secret_store
from iro_desktop.device.stretch import calibrate
from iro_desktop.device.uses_log import Use, note_use, uses
from iro_desktop.device.vault import set_passphrase
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.services.drill_escrow import drill

DONE, NOT_DONE = 0, 2
PRIVATE = "council-escrow-private.json"
LOG = "council-escrow-uses.log"
_EPILOG = """\
A forgotten passphrase, step by step (docs/escrow.md):
  1. on the laptop:   iro-desktop escrow ask REQUEST_FILE      send it; read the words out by telephone
  2. at the council:  iro-desktop escrow answer --key PRIVATE_FILE --why WHY REQUEST_FILE ANSWER_FILE
  3. on the laptop:   iro-desktop escrow set-passphrase ANSWER_FILE"""


class Refused(KnownProblem):
    """What was asked for cannot be done so."""


def run(argv: Sequence[str]) -> int:
    """Run one command; return 0 done, 2 not done."""
    options = _parser().parse_args(argv)
    act: Callable[[argparse.Namespace], None] = options.act
    try:
        act(options)
    except KnownProblem as problem:
        print(f"{problem.title}\n{problem.what_to_do}", file=sys.stderr)
        return NOT_DONE
    return DONE


_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="iro-desktop escrow",
        description="The council's key to a caseload whose passphrase is lost.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    making = _command(commands, "make-key", _make_key)
    making.add_argument("folder", type=Path, metavar="FOLDER", help="an empty one, away from the network")
    making.add_argument("--council", required=True, metavar="NAME")
    making.add_argument("--officers", nargs=3, metavar="NAME", help="three officers, any two of whom open it")
    showing = _command(commands, "fingerprint", _fingerprint)
    showing.add_argument("file", type=Path, metavar="FILE", help=f"{FILE}")
    asking = _command(commands, "ask", _ask)
    asking.add_argument("request", type=Path, metavar="REQUEST_FILE")
    answering = _command(commands, "answer", _answer)
    answering.add_argument("request", type=Path, metavar="REQUEST_FILE")
    answering.add_argument("answer", type=Path, metavar="ANSWER_FILE")
    answering.add_argument("--why", required=True, help="for the log of uses; no child's name")
    setting = _command(commands, "set-passphrase", _set_passphrase)
    setting.add_argument("answer", type=Path, metavar="ANSWER_FILE")
    drilling = _command(commands, "drill", _drill)
    drilling.add_argument("--scratch", type=Path, metavar="DIR", help="where the copy lies meanwhile")
    listing = _command(commands, "uses", _uses)
    for command in (answering, drilling, listing):
        command.add_argument("--key", type=Path, required=True, metavar="PRIVATE_FILE")
    for command in (asking, setting, drilling):
        command.add_argument("--profile", type=Path, metavar="DIR", help="the folder that holds the caseload")
    for command in (making, answering, setting, drilling):
        command.add_argument("--stdin", action="store_true", help="read passphrases from stdin, one a line")
    return parser


def _command(
    commands: _Commands, name: str, act: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=act.__doc__, description=act.__doc__)
    parser.set_defaults(act=act)
    return parser


def _make_key(options: argparse.Namespace) -> None:
    """Make the council's key pair: the public half for IT to supply, the private half for a safe."""
    folder: Path = options.folder
    for name in (PRIVATE, FILE):
        if (folder / name).exists():
            raise Refused(f"There is a {name} in that folder.", "Name a new folder: a key is never replaced.")
    officers = tuple(options.officers or ONE)
    if len(set(officers)) != len(officers):
        raise Refused("Two officers have the same name.", "Name three different ones.")
    given = {name: _new_passphrase(options, f"of {name}") for name in officers}
    key, private = make_private(options.council.strip(), given, cost=calibrate())
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    replace_durably(folder / PRIVATE, private.to_bytes())
    use = note_use(folder / LOG, "made", device="", request="", officers=officers, why="")
    replace_durably(folder / FILE, key.to_bytes())
    print(f"{folder / FILE}: for IT, to be put beside the app ({policy_folder()} on this machine).")
    print(f"{folder / PRIVATE}: keep it in a safe, away from any network, and a copy elsewhere.")
    print(f"Fingerprint, to be compared with the settings of a laptop:\n  {key.fingerprint}")
    _say(use)


def _fingerprint(options: argparse.Namespace) -> None:
    """Show whose key a file holds, and its fingerprint."""
    key = read_council_key(options.file)
    print(f"{key.council}\n{key.fingerprint}")


def _ask(options: argparse.Namespace) -> None:
    """On the laptop: make a request for the council. It opens nothing, and may be sent by email."""
    request = ask_council(_profile(options), machine_secret_store())
    replace_durably(options.request, request.to_bytes())
    print(f"Send {options.request} to your council, and read this out to them on the telephone:")
    print(f"  {request.spoken}")


def _answer(options: argparse.Namespace) -> None:
    """At the council: answer a request, after comparing its words on the telephone. It is logged first."""
    request, private = read_request(options.request), read_private(options.key)
    print(f"Laptop {request.device_id}. Compare on the telephone:\n  {request.spoken}", file=sys.stderr)
    if not options.why.strip():
        raise Refused("It is not said why.", "Add --why; it stands in the log of uses.")
    opens, officers = _opened(options, private)
    use = _noted(options, "answered", request, officers, options.why.strip())
    replace_durably(options.answer, answer(request, opens))
    print(f"Send {options.answer} back to that laptop: it opens there only, and once.")
    _say(use)


def _set_passphrase(options: argparse.Namespace) -> None:
    """On the laptop: open with the council's answer, and set a new passphrase."""
    paths, secrets = _profile(options), machine_secret_store()
    opened = take_answer(paths, options.answer, secrets)
    notice = set_passphrase(paths, opened.data_key, _new_passphrase(options, "for this caseload"), secrets)
    forget_request(paths, secrets)
    if notice:
        print(notice, file=sys.stderr)
    print("Done: open the app, and unlock with the new passphrase. The printed recovery code is as before.")


def _drill(options: argparse.Namespace) -> None:
    """Prove on a copy that the council's key opens a caseload. The real one is only read."""
    private = read_private(options.key)
    opens, officers = _opened(options, private)
    said: list[Use] = []

    def noted(request: Request) -> Callable[[bytes], bytes | None]:
        said.append(_noted(options, "drilled", request, officers, ""))
        return opens

    found = drill(_profile(options), noted, machine_clock(), options.scratch)
    print(
        f"Recovered: {found.children} children, {found.operations} operations (last {found.last_operation})."
    )
    print("This was a copy, and is gone. The caseload itself is as it was.")
    _say(said[-1])


def _uses(options: argparse.Namespace) -> None:
    """List every use of the council's key, and whether the list is as it was written."""
    for use in uses(options.key.with_name(LOG)):
        by = ", ".join(use.officers)
        print(
            f"{use.number}  {use.at}  {use.act}  {use.device or '-'}  {use.request or '-'}  {by}  {use.why}"
        )
        _say(use)


def _noted(
    options: argparse.Namespace, act: str, request: Request, officers: tuple[str, ...], why: str
) -> Use:
    log = options.key.with_name(LOG)
    return note_use(log, act, device=request.device_id, request=request.spoken, officers=officers, why=why)


def _say(use: Use) -> None:
    print(f"  use {use.number}, {use.hash[:16]} (written down elsewhere, it shows if lines go missing)")


def _opened(
    options: argparse.Namespace, private: PrivateFile
) -> tuple[Callable[[bytes], bytes | None], tuple[str, ...]]:
    given: dict[str, str] = {}
    for name in private.officers:
        if len(given) < private.needed and (typed := _asked(options, f"Passphrase of {name}: ")):
            given[name] = typed
    if len(given) < private.needed:
        raise Refused("Too few passphrases.", f"{private.needed} of {', '.join(private.officers)} open it.")
    return private.opened(given), tuple(given)


def _new_passphrase(options: argparse.Namespace, whose: str) -> str:
    first = _asked(options, f"New passphrase {whose}: ")
    if not options.stdin and getpass.getpass("Again: ") != first:
        raise Refused("The two passphrases differ.", "Start again and type the same one twice.")
    return first


def _asked(options: argparse.Namespace, prompt: str) -> str:
    if options.stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not _at_a_terminal():
        raise Refused("No passphrase was given.", "Add --stdin and write each on a line of stdin.")
    return getpass.getpass(prompt + "(Enter to pass over) " if "of " in prompt else prompt)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty()


def _profile(options: argparse.Namespace) -> ProfilePaths:
    return ProfilePaths(options.profile.absolute()) if options.profile else default_profile()
