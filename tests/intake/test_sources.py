from pathlib import Path

import pytest

from iro_desktop.intake import sources
from iro_desktop.intake.reading import read_files
from iro_desktop.intake.sources import FileNotReadable, source_files
from tests.intake.files import COUNCIL, ONE_CHILD, TODAY, codes


def test_a_folder_gives_its_data_files_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.CSV", "A.csv", "notes.txt", "return.xml", "deep"):
        (tmp_path / name).mkdir() if name == "deep" else (tmp_path / name).write_text("x", encoding="utf-8")
    assert [file.name for file in source_files([tmp_path])] == ["A.csv", "b.CSV", "return.xml"]
    assert [file.name for file in source_files([tmp_path / "notes.txt"])] == ["notes.txt"]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "header.csv").write_text(ONE_CHILD, encoding="utf-8")
    found = source_files([tmp_path / "one", tmp_path / "two"])
    assert [file.name for file in found] == ["header.csv", "header.csv (2)"]
    reading = read_files(found, council=COUNCIL, today=TODAY)
    assert [(r.code, r.file) for r in reading.notebook.remarks] == [("row-twice", "header.csv (2)")]


def test_what_is_not_there_is_a_known_problem(tmp_path: Path) -> None:
    with pytest.raises(FileNotReadable):
        source_files([tmp_path / "nowhere.csv"])
    with pytest.raises(FileNotReadable):
        source_files([tmp_path])


def test_a_file_beyond_any_return_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE", 10)
    (tmp_path / "big.csv").write_text(ONE_CHILD, encoding="utf-8")
    (file,) = source_files([tmp_path])
    assert file.data == b""
    assert codes(read_files([file], council=COUNCIL, today=TODAY)) == ["file-too-big"]
