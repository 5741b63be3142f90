"""The compiled forms are what the Designer forms say."""

import functools
import importlib.util
import re
from collections import Counter
from types import ModuleType
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def compile_forms() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_forms", ROOT / "packaging" / "compile_forms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compiled = functools.cache(module.compiled)  # each form is compiled once for all tests
    return module


def test_every_form_is_compiled_as_it_stands(compile_forms: ModuleType) -> None:
    assert compile_forms.stale() == [], "run packaging/compile_forms.py"


def test_a_changed_form_is_noticed(compile_forms: ModuleType, tmp_path, monkeypatch) -> None:
    for path, text in compile_forms.wanted().items():
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(compile_forms, "COMPILED", tmp_path)
    assert compile_forms.stale() == []
    shell = tmp_path / "ui_shell.py"
    shell.write_text(shell.read_text("utf-8").replace("Lock", "Lo"), encoding="utf-8")
    (tmp_path / "ui_gone.py").write_text("", encoding="utf-8")
    assert compile_forms.stale() == ["ui_shell.py", "ui_gone.py"]


def test_no_form_connects_slots_by_name(compile_forms: ModuleType) -> None:
    assert "connectSlotsByName" not in "".join(compile_forms.wanted().values())


@pytest.mark.parametrize("form", sorted(path.name for path in (ROOT / "ui").glob("*.ui")))
def test_no_two_fields_of_a_form_have_the_same_access_key(form: str) -> None:
    texts = [text.text or "" for text in ElementTree.parse(ROOT / "ui" / form).iter("string")]
    keys = Counter(key.lower() for text in texts for key in re.findall(r"&(\w)", text))
    assert [key for key, times in keys.items() if times > 1] == []
