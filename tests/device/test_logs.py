"""Whatever is given to the log, only numbers, listed words, hashes, class names and places come out."""

import ast
import hmac
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_desktop.device import logs
from iro_desktop.device.logs import EVENTS, Kind, Log
from iro_desktop.device.subkeys import subkey
from tests.conftest import ROOT

CHILD = "Ellis Quillfeather"


def lines(folder: Path, name: str = "app") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.log").read_text("utf-8").splitlines()]


def test_a_listed_event_is_written_with_its_fields(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write("unlocked", by="passphrase", milliseconds=412.5)
    log.write("app_started", after_crash=True, frozen=False, milliseconds=3)
    first, second = lines(tmp_path)
    assert first.pop("at").endswith("Z")
    assert first == {"event": "unlocked", "by": "passphrase", "milliseconds": 412.5}
    assert (second["after_crash"], second["frozen"], second["milliseconds"]) == (True, False, 3)


def test_an_event_that_is_not_listed_gives_nothing_away(tmp_path: Path) -> None:
    Log(tmp_path).write(CHILD, child=CHILD, milliseconds=3)
    (line,) = lines(tmp_path)
    assert set(line) == {"at", "event"}
    assert line["event"] == "not_listed"


@pytest.mark.parametrize("event", EVENTS)
def test_no_field_of_any_event_takes_free_text(tmp_path: Path, event: str) -> None:
    log = Log(tmp_path)
    for given_value in (CHILD, CHILD.encode(), [CHILD], {CHILD: CHILD}, ValueError(CHILD), Path(CHILD)):
        log.write(event, **dict.fromkeys([*EVENTS[event], "other"], given_value))
    written = (tmp_path / "app.log").read_text("utf-8")
    assert "Ellis" not in written
    assert "Quillfeather" not in written


JUNK = st.one_of(
    st.text(min_size=1),
    st.binary(),
    st.none(),
    st.integers(),
    st.floats(),
    st.lists(st.text()),
    st.booleans(),
)


@given(st.sampled_from(sorted(EVENTS)), st.lists(JUNK, min_size=6, max_size=6))
@settings(max_examples=100, deadline=None)
def test_nothing_given_to_it_stops_the_work_or_comes_out_as_text(
    tmp_path_factory: pytest.TempPathFactory, event: str, values: list[object]
) -> None:
    folder = tmp_path_factory.mktemp("logs")
    Log(folder).write(event, **dict(zip(EVENTS[event], values, strict=False)))
    (line,) = lines(folder)
    for name, value in line.items():
        field = EVENTS[event].get(name)
        if field is Kind.ID:
            assert len(str(value)) == 16
        elif name not in {"at", "event"} and not isinstance(field, frozenset):
            assert isinstance(value, int | float)


def test_ids_are_hashed_with_a_key_that_can_be_kept(tmp_path: Path) -> None:
    one, two = Log(tmp_path, "one"), Log(tmp_path, "two")
    for log in (one, two):
        log.write("review_started", review="an-id")
        log.use_key(b"k" * 32)
        log.write("review_started", review="an-id")
        log.write("review_started", review="another-id")
    (a, b, c), (d, e, _) = ([line["review"] for line in lines(tmp_path, name)] for name in ("one", "two"))
    assert b == e != c
    assert len({a, b, d}) == 3
    assert b == hmac.digest(subkey(b"k" * 32, "log hash"), b"an-id", "sha256").hex()[:16], (
        "never the data key itself"
    )
    assert "an-id" not in (tmp_path / "one.log").read_text("utf-8")


def test_a_bug_leaves_its_class_and_places_only(tmp_path: Path) -> None:
    log = Log(tmp_path)

    def fails(depth: int) -> None:
        if depth == 0:
            raise ValueError(CHILD)
        fails(depth - 1)

    try:
        fails(60)
    except ValueError:
        kind, _, where = sys.exc_info()
        assert kind is not None
        reference = log.bug(kind, where)
    (line,) = lines(tmp_path)
    assert line["kind"] == "builtins.ValueError"
    assert line["reference"] == reference
    assert len(reference) == 6
    assert len(line["where"]) == 40
    assert line["where"][-1].startswith("device/test_logs.py:")
    assert str(ROOT) not in json.dumps(line)
    assert "Ellis" not in json.dumps(line)


def test_a_line_cut_short_does_not_spoil_the_next(tmp_path: Path) -> None:
    (tmp_path / "app.log").write_bytes(b'{"at": "2026')
    Log(tmp_path).write("locked", draft=True)
    whole = (tmp_path / "app.log").read_text("utf-8").splitlines()
    assert whole[0] == '{"at": "2026'
    assert json.loads(whole[1])["event"] == "locked"


def test_it_keeps_four_files_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_LARGEST_BYTES", 200)
    log = Log(tmp_path)
    for number in range(60):
        log.write("app_ended", code=number)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["app.log", "app.log.1", "app.log.2", "app.log.3"]
    codes = [
        json.loads(line)["code"]
        for name in reversed(names)
        for line in (tmp_path / name).read_text().splitlines()
    ]
    assert codes == list(range(codes[0], 60))


def test_a_disk_that_refuses_stops_nothing(tmp_path: Path) -> None:
    Log(tmp_path / "missing").write("locked", draft=True)


def test_every_event_that_the_product_writes_is_listed() -> None:
    """Reads the calls `….write("event", field=…)` of the product, so a slip is found before it is silent."""
    found = 0
    for file in (ROOT / "iro_desktop").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "write"
            ):
                continue
            receiver = ast.unparse(call.func.value)
            if not receiver.lower().endswith(("log", "'launcher')")) or not call.args:
                continue
            assert isinstance(call.args[0], ast.Constant), f"{file}: {ast.unparse(call)}"
            event = call.args[0].value
            assert event in EVENTS, f"{file}: {event}"
            assert {word.arg for word in call.keywords} <= set(EVENTS[event]), f"{file}: {event}"
            found += 1
    assert found >= 1
