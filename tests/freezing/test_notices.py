import sys
from importlib.metadata import Distribution, distribution
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(scope="module")
def notices() -> ModuleType:
    spec = spec_from_file_location("notices", PACKAGING / "notices.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["notices"] = module  # where dataclasses look their annotations up
    spec.loader.exec_module(module)
    return module


def a_file_of(found: Distribution, ending: str) -> Path:
    return next(Path(str(found.locate_file(f))) for f in found.files or () if str(f).endswith(ending))


def test_what_is_shipped_is_listed_with_its_version_and_its_licence_texts(
    notices: ModuleType, tmp_path: Path
) -> None:
    cipher, lxml = distribution("sqlcipher3"), distribution("lxml")
    sources = [a_file_of(cipher, "dbapi2.py"), a_file_of(lxml, "builder.py")]
    notices.gather(sources, tmp_path / "out")
    words = (tmp_path / "out" / "NOTICE.txt").read_text("utf-8")
    listed = {line.split()[0]: line for line in words.splitlines() if line.startswith("  ")}
    assert cipher.version in listed["sqlcipher3"]
    assert "SQLCipher.txt; OpenSSL.txt" in listed["sqlcipher3"]
    assert "BSD-3-Clause" in listed["lxml"]
    assert {"python", "pyinstaller"} <= listed.keys()
    assert "sqlalchemy" not in listed
    assert "libxml2" in (tmp_path / "out" / "lxml" / "LICENSES.txt").read_text("utf-8")


def test_a_package_without_a_licence_text_stops_the_build(
    notices: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "LACKING", {})
    with pytest.raises(SystemExit, match="shiboken6"):
        notices.gather([a_file_of(distribution("shiboken6"), "__init__.py")], tmp_path / "out")


def test_the_texts_that_wheels_lack_are_here(notices: ModuleType) -> None:
    for names in notices.LACKING.values():
        for name in names:
            assert len((notices.OURS / name).read_text("utf-8")) > 800
