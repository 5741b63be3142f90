"""The support file says what helps, and whatever else may stand in the logs stays out of it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from iro_desktop.caseload.backup import newest_first
from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.logs import Log
from iro_desktop.services.support_file import save_support_file, support_words
from tests.caseload.traces import marked_records, marker
from tests.services.test_copies import Desk

APP = {"App": "0.1.0", "Qt": "6.11.3"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.session.caseload.close()


def fault() -> BaseException:
    try:
        raise ValueError(marker())
    except ValueError as error:
        return error


def test_it_says_what_helps(desk: Desk) -> None:
    log = Log(desk.paths.logs)
    log.write("app_started", after_crash=True)
    error = fault()
    reference = log.bug(type(error), error.__traceback__)
    Log(desk.paths.logs, "launcher").write("app_crashed", code=-11, seconds=4.0)
    desk.write("a")
    desk.session.caseload.back_up(desk.paths.backups)
    said = support_words(desk.session, desk.paths, APP)
    for part in (
        "App: 0.1.0",
        "Qt: 6.11.3",
        "children: 1",
        "copies: 1",
        "app_started",
        "app_crashed",
        reference,
    ):
        assert part in said
    assert "test_support_file.py" in said, "where the code failed"
    assert newest_first(desk.paths.backups)[0].name not in said


def test_nothing_of_a_child_or_of_the_person_is_in_it(desk: Desk) -> None:
    records, markers = marked_records()
    with desk.session.caseload.unit_of_work() as work:
        work.save_all(records)
        work.commit()
    error = fault()
    Log(desk.paths.logs).bug(type(error), error.__traceback__)
    said = support_words(desk.session, desk.paths, APP)
    assert [one for one in (*markers, str(error), str(desk.paths.root)) if one in said] == []


def test_what_another_hand_wrote_into_the_logs_stays_out(desk: Desk) -> None:
    word = marker()
    at = "2026-11-25T14:02:00Z"
    lines = [
        word,
        json.dumps({"at": at, "event": word}),
        json.dumps({"at": word, "event": "app_ended", "code": 1}),
        json.dumps({"at": at, "event": "app_ended", "code": word, "more": word}),
        json.dumps({"at": at, "event": "unlocked", "by": word}),
        json.dumps({"at": at, "event": "bug", "kind": f"a {word}", "where": [f"{word} said so"]}),
        json.dumps([word]),
        json.dumps({"at": at, "event": "app_ended", "code": 7}),
    ]
    (desk.paths.logs / "app.log").write_text("\n".join(lines) + "\n", "utf-8")
    (desk.paths.logs / "fault.log").write_text(
        "Fatal Python error: Segmentation fault\n\n"
        f"Current thread 0x00007f (most recent call first):\n"
        f'  File "/home/{word}/iro_desktop/app/start.py", line 45 in main\n{word}\n',
        "utf-8",
    )
    said = support_words(desk.session, desk.paths, APP)
    assert word not in said
    assert '"code": 7' in said, "what is listed stays"
    assert "Fatal Python error: Segmentation fault" in said
    assert "app/start.py:45 in main" in said


def test_a_long_log_is_cut_at_its_beginning_and_says_so(desk: Desk) -> None:
    log = Log(desk.paths.logs)
    for number in range(450):
        log.write("app_ended", code=number)
    said = support_words(desk.session, desk.paths, APP)
    assert "(50 earlier lines left out)" in said
    assert '"code": 49}' not in said
    assert '"code": 449}' in said


def test_what_is_saved_is_what_was_read(desk: Desk, tmp_path: Path) -> None:
    said = support_words(desk.session, desk.paths, APP)
    save_support_file(said, tmp_path / "support.txt")
    assert (tmp_path / "support.txt").read_text("utf-8") == said
    with pytest.raises(CannotWrite):
        save_support_file(said, tmp_path / "no such folder" / "support.txt")
