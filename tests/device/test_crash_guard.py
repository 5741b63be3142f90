"""However the app process ends, nothing of what it held is left in a file or on the console."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from iro_desktop.device import crash_guard
from iro_desktop.device.crash_guard import silence_libraries
from iro_desktop.device.profile import ProfilePaths
from tests.conftest import ROOT

MARKERS = [f"Marker{number:03}Quillfeather" for number in range(20)]
APP = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from iro_desktop.device.crash_guard import install_crash_guard
from iro_desktop.device.profile import ProfilePaths
paths = ProfilePaths(Path(sys.argv[1]))
paths.prepare()
if sys.argv[3] == "guarded":
    install_crash_guard(paths)
marker = sys.argv[4]
"""
ENDS = {
    "exception": "raise ValueError(marker)",
    "chained": "try:\n    int(marker)\nexcept ValueError as error:\n    raise KeyError(marker) from error",
    "thread": "import threading\ndef work():\n    raise OSError(marker)\n"
    "t = threading.Thread(target=work, name=marker)\nt.start()\nt.join()",
    "destructor": "class Thing:\n    def __del__(self):\n        raise OSError(marker)\nThing()",
    "fault": "import faulthandler\nheld = [marker] * 1000\nfaulthandler._sigsegv()",
    "library": "import json\njson.loads('{}', object_hook=lambda _: {}[marker])",
}


def end(
    tmp_path: Path, way: str, guard: str, marker: str
) -> tuple["subprocess.CompletedProcess[bytes]", bytes]:
    """Return how the process ended and all bytes that it left in files."""
    command = [sys.executable, "-c", APP + ENDS[way], str(tmp_path / "profile"), "-", guard, marker]
    ended = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False, timeout=60)
    return ended, b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.parametrize("way", ENDS)
def test_no_marker_is_left_by_any_end(tmp_path: Path, way: str) -> None:
    for marker in MARKERS if os.environ.get("IRO_PROOF") == "full" else MARKERS[:1]:
        ended, left = end(tmp_path, way, "guarded", marker)
        assert marker.encode() not in ended.stdout + ended.stderr + left
        assert (ended.returncode == 0) == (way in {"thread", "destructor"})
    paths = ProfilePaths(tmp_path / "profile")
    if way == "fault":
        assert "Segmentation fault" in (paths.logs / "fault.log").read_text("utf-8")
        return
    lines = [json.loads(line) for line in (paths.logs / "app.log").read_text("utf-8").splitlines()]
    assert lines[-1]["event"] == "bug"
    assert lines[-1]["where"]
    assert lines[-1]["reference"] in ended.stderr.decode()


@pytest.mark.parametrize("way", ["exception", "chained", "thread", "destructor", "library"])
def test_the_control_without_the_guard_does_show_it(tmp_path: Path, way: str) -> None:
    ended, _ = end(tmp_path, way, "unguarded", MARKERS[0])
    assert MARKERS[0].encode() in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="core files and /proc are asked about only there")
def test_no_memory_dump_is_possible(tmp_path: Path) -> None:
    shown = """
import resource, ctypes
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    found = {}
    for guard in ("guarded", "unguarded"):
        command = [sys.executable, "-c", APP + shown, str(tmp_path / "profile"), "-", guard, "-"]
        found[guard] = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert found["guarded"] == "(0, 0) 0"
    assert found["unguarded"].endswith(") 1")


def test_ctrl_c_is_no_bug(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = crash_guard.Log(tmp_path)
    crash_guard._report(log, KeyboardInterrupt, None)
    assert not list(tmp_path.iterdir())
    assert capsys.readouterr().err == ""


def test_without_a_console_the_log_still_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    crash_guard._report(crash_guard.Log(tmp_path), ValueError, None)
    assert '"builtins.ValueError"' in (tmp_path / "app.log").read_text("utf-8")


def test_libraries_cannot_print_through_logging(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    kept, raising = root.handlers[:], logging.raiseExceptions
    try:
        silence_libraries()
        logging.getLogger("some.library").warning("about %s", MARKERS[0])
        assert capsys.readouterr().err == ""
    finally:
        root.handlers[:], logging.raiseExceptions = kept, raising
