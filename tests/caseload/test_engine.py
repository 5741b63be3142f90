"""The file opens for the right key only, and what is wrong with it is told apart as far as can be."""

import random
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from iro_desktop.caseload import (
    Caseload,
    CaseloadCannotWrite,
    CaseloadDamaged,
    CaseloadFull,
    CaseloadProblem,
    CaseloadWillNotOpen,
    engine,
)
from iro_desktop.caseload.problems import in_words, problem_of
from iro_desktop.domain.child import Child
from iro_desktop.domain.problems import KnownProblem
from tests.caseload.opening import Opener
from tests.proofs import how_many

CHILDREN = tuple(Child(id=f"c{n:03}", given_name=f"Name {n}", likes="drums " * 40) for n in range(200))


@pytest.fixture
def filled(caseload: Caseload, opener: Opener) -> Path:
    with caseload.unit_of_work() as work:
        work.save_all(CHILDREN)
        work.commit()
    caseload.close()
    return opener.path


def flip(path: Path, offset: int, mask: int = 0xFF) -> None:
    content = bytearray(path.read_bytes())
    content[offset] ^= mask
    path.write_bytes(content)


def why(opener: Opener) -> type[Exception]:
    with pytest.raises(CaseloadWillNotOpen) as caught:
        opener.open()
    return caught.type


def test_a_wrong_key_and_a_damaged_beginning_are_told_apart(filled: Path, opener: Opener) -> None:
    right = opener.key
    opener.key = Opener.fresh_key()
    assert why(opener) is CaseloadWillNotOpen
    opener.key = right
    flip(filled, 100)
    assert why(opener) is CaseloadDamaged
    flip(filled, 3)  # the salt: now nobody can tell
    assert why(opener) is CaseloadWillNotOpen


def test_an_unencrypted_database_is_not_opened(opener: Opener) -> None:
    opener.path.parent.mkdir()
    with sqlite3.connect(opener.path) as plain:
        plain.execute("CREATE TABLE child (id)")
    plain.close()
    before = opener.path.read_bytes()
    assert why(opener) is CaseloadWillNotOpen
    assert opener.path.read_bytes() == before


def test_a_file_cut_short_or_full_of_rubbish_is_not_opened(filled: Path, opener: Opener) -> None:
    whole = filled.read_bytes()
    for content in (whole[:1000], whole[:4096], random.Random(1).randbytes(9000), b"\0" * 8192):
        filled.write_bytes(content)
        with pytest.raises(CaseloadProblem):
            opener.open().list(Child)
        opener.close()
        assert filled.read_bytes()[:16] == content[:16]


@pytest.mark.proof
def test_a_flipped_bit_is_found_or_harmless_and_never_garbage(filled: Path, opener: Opener) -> None:
    said = [entry.fields for entry in opener.open().pending()]
    opener.close()
    whole = filled.read_bytes()
    chance = random.Random(20261123)
    found = 0
    for _ in range(how_many(25, 1000)):
        filled.write_bytes(whole)
        flip(filled, chance.randrange(len(whole)), 1 << chance.randrange(8))
        try:
            opened = opener.open()
            assert opened.list(Child) == CHILDREN
            assert [entry.fields for entry in opened.pending()] == said
            assert {hit.id for hit in opened.search("drums", limit=1000)} == {child.id for child in CHILDREN}
        except CaseloadWillNotOpen:
            found += 1
        finally:
            opener.close()
    assert found > 0


def test_it_is_as_durable_and_private_as_promised(caseload: Caseload) -> None:
    def pragma(name: str) -> object:
        return caseload.connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("locking_mode") == "exclusive"
    assert pragma("temp_store") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1
    assert pragma("cipher_version")


def test_an_old_sqlite_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"3\.51\.2"):
        engine.check_sqlite((3, 51, 2))
    engine.check_sqlite((3, 51, 3))


def test_a_key_of_the_wrong_size_is_a_bug(opener: Opener) -> None:
    opener.key = b"short"
    with pytest.raises(ValueError, match="32 bytes"):
        opener.create()
    assert list(opener.path.parent.iterdir()) == []


def test_no_error_quotes_what_was_written(caseload: Caseload) -> None:
    with pytest.raises(DBAPIError) as caught:
        caseload.connection.exec_driver_sql("INSERT INTO desk (key, value) VALUES (?, ?)", ("Amy", None))
    assert "Amy" not in str(caught.value)


def error(code: int | None, words: str = "quoted text") -> dbapi2.Error:
    made = dbapi2.OperationalError(words)
    if code is not None:
        made.sqlite_errorcode = code
    return made


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (dbapi2.SQLITE_FULL, CaseloadFull),
        (dbapi2.SQLITE_IOERR, CaseloadCannotWrite),
        (dbapi2.SQLITE_CORRUPT | 1 << 8, CaseloadDamaged),
        (dbapi2.SQLITE_READONLY, CaseloadCannotWrite),
    ],
)
def test_what_sqlite_says_in_words(code: int, problem: type[KnownProblem]) -> None:
    def fails() -> None:
        with in_words():
            raise error(code)

    with pytest.raises(problem) as caught:
        fails()
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "quoted" not in caught.value.title + caught.value.what_to_do


def test_an_error_without_a_code_is_known_by_its_words() -> None:
    assert isinstance(problem_of(error(None, "database or disk is full")), CaseloadFull)


@pytest.mark.parametrize("bug", [error(None), error(dbapi2.SQLITE_ERROR), LookupError()])
def test_our_own_mistakes_stay_bugs(bug: Exception) -> None:
    def fails() -> None:
        with in_words():
            raise bug

    assert problem_of(bug) is None
    with pytest.raises(type(bug)) as caught:
        fails()
    assert caught.value is bug


def test_a_folder_that_cannot_be_written_is_said(opener: Opener) -> None:
    opener.path.parent.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(CaseloadCannotWrite):
        opener.create()


def test_a_failed_write_ends_the_unit_of_work(caseload: Caseload) -> None:
    with caseload.unit_of_work() as work:
        work.save(CHILDREN[0])
        with pytest.raises(TypeError):
            work.save(replace(CHILDREN[1], is_mother="yes"))  # type: ignore[arg-type]  # the mistake under test
        with pytest.raises(RuntimeError, match="over"):
            work.save(CHILDREN[2])
        with pytest.raises(RuntimeError, match="over"):
            work.commit()
    assert caseload.list(Child) == ()
