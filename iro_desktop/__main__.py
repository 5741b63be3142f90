"""The one command, `iro-desktop` or `python -m iro_desktop`: the app, or a command for council IT."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module

_COMMANDS = {
    "due-dates": "iro_desktop.commands.due_dates",
    "escrow": "iro_desktop.commands.escrow",
    "import": "iro_desktop.commands.import_files",
}

_USAGE = """\
iro-desktop                              open the app
iro-desktop --profile DIR                open it on a caseload in another folder
iro-desktop import FOLDER_OR_FILES ...   bring in an SSDA903 return and a people file (--help tells more)
iro-desktop due-dates FILE.csv           work out review due dates, each with its rule and its explanation
iro-desktop escrow ...                   the council's key to a caseload whose passphrase is lost (--help)"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, the app process (`--app`, which the launcher starts) or else the launcher.

    Each is imported only when it is wanted: the launcher must stay small.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in _COMMANDS:
        return _command(first, arguments[1:])
    if first in {"-h", "--help", "help"} or (first and not first.startswith("-")):
        print(_USAGE, file=sys.stdout if first.endswith(("help", "-h")) else sys.stderr)
        return 0 if first.endswith(("help", "-h")) else 2
    if first == "--app":
        from iro_desktop.device.process import end_process

        gc.disable()  # until the unlock screen is painted: so far nothing is thrown away
        end_process(int(import_module("iro_desktop.app").main(arguments[1:])))
    from iro_desktop.launcher import main as launch

    return launch(arguments)


def _command(name: str, arguments: Sequence[str]) -> int:
    """Run a command; a reader that has seen enough (`| head`) ends it quietly."""
    try:
        code = int(import_module(_COMMANDS[name]).run(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left is flushed into nothing
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
