"""No word of a child's may stand in plain text in any file, and only the key opens the file."""

import base64
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from iro_desktop.caseload import Caseload
from iro_desktop.domain.child import Child
from tests.caseload.opening import Opener
from tests.caseload.traces import dresses, files_under, found_in, marked_records, marker


def read_independently(path: Path, key: bytes | None, statement: str) -> list[tuple[object, ...]]:
    """Read the file by another implementation (SQLite3 Multiple Ciphers, in SQLCipher 4's format)."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        if key is not None:
            connection.pragma("cipher", "sqlcipher")
            connection.pragma("legacy", 4)
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return list(connection.execute(statement))
    finally:
        connection.close()


def fill(caseload: Caseload) -> list[str]:
    """Plant a marker everywhere that text can be kept; return them."""
    records, markers = marked_records()
    blob, desk, reason, earlier = marker(), marker(), marker(), marker()
    with caseload.unit_of_work() as work:
        work.save_all(records)
        work.save(Child(id="gone", likes=earlier))
        work.put_blob(b"PK" + blob.encode() + b"\xff")
        work.put_desk("draft", {"text": desk})
        work.commit()
    with caseload.unit_of_work() as work:
        work.delete(Child(id="gone"), reason)
        work.commit()
    return [*markers, blob, desk, reason, earlier]


def unencrypted_copy(caseload: Caseload, target: Path) -> None:
    caseload.connection.exec_driver_sql(f"ATTACH DATABASE '{target.as_posix()}' AS plain KEY ''")
    caseload.connection.exec_driver_sql("SELECT sqlcipher_export('plain')")
    caseload.connection.exec_driver_sql("DETACH DATABASE plain")


def test_no_planted_word_is_in_any_file(caseload: Caseload, opener: Opener, tmp_path: Path) -> None:
    markers = fill(caseload)
    assert len(markers) >= 50
    profile = opener.path.parent
    assert {"", "-wal"} <= {path.name.removeprefix(opener.path.name) for path in files_under(profile)}
    assert found_in(files_under(profile), markers) == set()
    caseload.back_up(profile / "backups")
    unencrypted_copy(caseload, tmp_path / "control")
    caseload.close()
    assert len(files_under(profile)) == 3, "the caseload, its backup, and what came since"
    assert found_in(files_under(profile), markers) == set()
    assert found_in([tmp_path / "control"], markers) == set(markers), "the positive control shows them all"


def test_the_scan_knows_every_dress(tmp_path: Path) -> None:
    word = marker()
    for number, dress in enumerate(dresses(word)):
        (tmp_path / str(number)).write_bytes(b"\0" + dress + b"\0")
        assert found_in([tmp_path / str(number)], [word]) == {word}
    for shift in range(3):
        (tmp_path / "b64").write_bytes(base64.b64encode(b"x" * shift + word.encode() + b"tail"))
        assert found_in([tmp_path / "b64"], [word]) == {word}


def test_another_reader_opens_it_with_the_key_and_not_without(caseload: Caseload, opener: Opener) -> None:
    with caseload.unit_of_work() as work:
        work.save(Child(id="c1", given_name="Amy"))
        work.commit()
    backup = caseload.back_up(opener.path.parent / "backups")
    caseload.close()
    wrong = opener.key[:-1] + bytes([opener.key[-1] ^ 1])
    for path in (opener.path, backup):
        assert read_independently(path, opener.key, "SELECT given_name FROM child") == [("Amy",)]
        for other in (None, wrong, bytes(32)):
            with pytest.raises(apsw.NotADBError):
                read_independently(path, other, "SELECT given_name FROM child")


def test_a_deleted_word_leaves_records_and_index_at_once(
    caseload: Caseload, opener: Opener, tmp_path: Path
) -> None:
    """The journal keeps what was deleted until it is lawfully erased; nothing else does."""
    word = marker()
    child = Child(id="c1", likes=word)
    with caseload.unit_of_work() as work:
        work.save(child)
        work.commit()
    with caseload.unit_of_work() as work:
        work.save(replace(child, likes=""))
        work.commit()
    caseload.connection.exec_driver_sql("DELETE FROM journal")
    unencrypted_copy(caseload, tmp_path / "control")
    assert found_in([tmp_path / "control"], [word, word.lower()]) == set()


def test_the_key_is_nowhere_on_disk(caseload: Caseload, opener: Opener) -> None:
    fill(caseload)
    caseload.back_up(opener.path.parent / "backups")
    for path in files_under(opener.path.parent):
        content = path.read_bytes()
        assert opener.key not in content
        assert opener.key.hex().encode() not in content.lower()
