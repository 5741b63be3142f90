"""A person's desk in a story: the real launcher in a process of its own, and orders to its app's hand."""

import contextlib
import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from iro_desktop.demonstration.caseload import DEMONSTRATION_PASSPHRASE
from iro_desktop.device.profile import ProfilePaths
from tests.conftest import ROOT

PATIENCE = 40.0
LAUNCH = """
import sys
from iro_desktop import launcher
launcher.app_command = lambda: [sys.executable, "-m", "tests.stories.hand"]
sys.exit(launcher.main(sys.argv[1:]))
"""


class App:
    """One app process: what it tells, and orders to it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._answers: queue.Queue[Any] = queue.Queue()
        self.events: list[dict[str, Any]] = []
        self._gone = threading.Event()
        self._hear: Callable[[dict[str, Any]], None] = lambda _event: None
        threading.Thread(target=self._listen, daemon=True).start()
        hello = self.wait_event("hello")
        self.pid = int(hello["pid"])
        self.arguments = list(hello["arguments"])

    def _listen(self) -> None:
        with contextlib.suppress(OSError), self._connection.makefile(encoding="utf-8") as lines:
            for line in lines:
                if not line.endswith("\n"):
                    break  # a kill cut it short
                told = json.loads(line)
                if "answer" in told:
                    self._answers.put(told)
                elif "event" in told:
                    self.events.append(told)
                self._hear(told)
        self._connection.close()
        self._gone.set()
        self._answers.put(None)

    def hear(self, what: Callable[[dict[str, Any]], None]) -> None:
        """Have everything told passed on at once, from another thread."""
        self._hear = what

    def send(self, do: str, **more: Any) -> None:
        """Give an order without waiting for its answer."""
        self._connection.sendall(json.dumps({"do": do, **more}).encode() + b"\n")

    def ask(self, do: str, **more: Any) -> Any:
        """Give an order; return its answer, None where the app ended over it."""
        with contextlib.suppress(OSError):
            self.send(do, **more)
        told = self._answers.get(timeout=PATIENCE)
        return told["answer"] if told else None

    def type(self, words: str) -> None:
        self.ask("type", words=words)

    def press(self, keys: str) -> None:
        self.ask("press", keys=keys)

    def look(self) -> dict[str, Any]:
        seen = self.ask("look")
        assert seen is not None, "the app has ended"
        return dict(seen)

    def wait_event(self, name: str) -> dict[str, Any]:
        wait_for(lambda: any(e["event"] == name for e in self.events) or self._gone.is_set(), name)
        return next(e for e in self.events if e["event"] == name)

    def wait_gone(self) -> None:
        wait_for(self._gone.is_set, "the app to end")

    def wait(self, seen: Callable[[dict[str, Any]], object], what: str) -> dict[str, Any]:
        """Look until what is seen is right."""
        last: dict[str, Any] = {}

        def right() -> object:
            nonlocal last
            last = self.look()
            return seen(last)

        wait_for(right, what, lambda: json.dumps(last, indent=1))
        return last

    def wait_saved(self) -> None:
        """Wait until the status bar says that all is on the disk."""
        self.wait(lambda now: any("✓ Saved" in label for label in now["labels"]), "Saved")

    def unlock(self, passphrase: str = DEMONSTRATION_PASSPHRASE) -> Self:
        self.wait_event("unlock")
        self.wait(lambda now: now["focus"] == "secret_edit", "the passphrase field")
        self.type(passphrase + "\n")
        self.wait_event("opened")
        return self

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)

    def end(self) -> None:
        """Make sure that it has ended."""
        if not self.gone:
            self.kill()
            self.wait_gone()

    @property
    def gone(self) -> bool:
        """Say whether the process has ended."""
        return self._gone.is_set()


class Desk:
    """A launcher on a profile, in a home of its own: `with Desk(folder) as desk: desk.app().unlock()`."""

    def __init__(self, home: Path, profile: Path | None = None) -> None:
        self.home = home
        self.paths = ProfilePaths(home / "profile")
        if profile is not None:
            shutil.copytree(profile, self.paths.root)
            self.paths.root.chmod(0o700)
        self._server: socket.socket | None = None
        self.launcher: subprocess.Popen[str] | None = None
        self._apps: list[App] = []

    def environment(self) -> dict[str, str]:
        places = {
            name: self.home / place
            for name, place in (
                ("HOME", "home"), ("USERPROFILE", "home"), ("TMPDIR", "tmp"), ("TEMP", "tmp"), ("TMP", "tmp"),
                ("XDG_DATA_HOME", "xdg/data"), ("XDG_CONFIG_HOME", "xdg/config"), ("LOCALAPPDATA", "local"),
                ("XDG_CACHE_HOME", "xdg/cache"), ("XDG_STATE_HOME", "xdg/state"), ("APPDATA", "roaming"),
                ("XDG_RUNTIME_DIR", "xdg/run"),
            )
        }  # fmt: skip
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        port = str(self._server.getsockname()[1]) if self._server else ""
        own = {name: str(place) for name, place in places.items()}
        return {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "IRO_STORY_PORT": port}

    def start(self) -> "subprocess.Popen[str]":
        """Start a launcher (a second one asks the first to show itself)."""
        return subprocess.Popen(
            [sys.executable, "-c", LAUNCH, "--profile", str(self.paths.root)],
            cwd=ROOT, env=self.environment(), stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def app(self) -> App:
        """Return the next app process that the launcher starts."""
        assert self._server is not None
        connection, _ = self._server.accept()
        connection.settimeout(None)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._apps.append(App(connection))
        return self._apps[-1]

    def __enter__(self) -> Self:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(PATIENCE)
        self.launcher = self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End everything at once: a story that wants an orderly end has asked for it."""
        if self._server is not None:
            self._server.close()
        if self.launcher is not None:
            self.launcher.kill()
            self.launcher.wait()
            assert self.launcher.stderr is not None
            self.launcher.stderr.close()
        for app in self._apps:
            app.end()


def wait_for(
    condition: Callable[[], object],
    what: str,
    about: Callable[[], str] = lambda: "",
    patience: float = PATIENCE,
) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"waited in vain for {what}\n{about()}"
        time.sleep(0.01)


def open_ellis(app: App) -> None:
    """Find Ellis and start the review, by keys."""
    app.wait(lambda now: now["page"] == "CaseloadView" and now["focus"] == "table", "the caseload")
    app.type("Ellis")
    app.wait(lambda now: now["text"] == "Ellis", "the filter")
    app.press("Return")
    app.wait(lambda now: now["page"] == "ChildView" and any("Ellis" in w for w in now["labels"]), "Ellis")
    app.press("Ctrl+R")
    app.wait(lambda now: now["page"] == "RecordView" and now["focus"] == "said_edit", "the child's own box")
