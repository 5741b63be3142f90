"""The one command, `iro-desktop` or `python -m iro_desktop`: the app, or a command for council IT."""

import gc
import sys
from collections.abc import Sequence
from importlib import import_module

_COMMANDS = {
    "due-dates": "iro_desktop.commands.due_dates",
    "import": "iro_desktop.commands.import_files",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, the app process (`--app`, which the launcher starts) or else the launcher.

    Each is imported only when it is wanted: the launcher must stay small.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = arguments[0] if arguments else ""
    if first in _COMMANDS:
        return int(import_module(_COMMANDS[first]).run(arguments[1:]))
    if first == "--app":
        from iro_desktop.device.process import end_process

        gc.disable()  # until the unlock screen is painted: so far nothing is thrown away
        end_process(int(import_module("iro_desktop.app").main(arguments[1:])))
    from iro_desktop.launcher import main as launch

    return launch(arguments)


if __name__ == "__main__":
    sys.exit(main())
