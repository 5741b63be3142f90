"""The council's tool, end to end: a key is made, a laptop asks, two officers answer, a drill proves it."""

import hashlib
import io
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from iro_desktop.commands import escrow
from iro_desktop.device import slots, vault
from iro_desktop.device.council_key import FILE, read_council_key
from iro_desktop.device.one_instance import take_lock
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.secrets import SecretStore
from iro_desktop.device.stretch import FLOOR
from iro_desktop.device.uses_log import uses
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import machine_clock
from iro_desktop.services.open_caseload import Keys, close_caseload, make_caseload
from tests.device.councils import WORDS
from tests.device.stores import NEW, OLD, FakeStore, quick
from tests.proofs import how_many

Give = Callable[..., int]


@pytest.fixture
def give(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Return what runs a command, with lines on its standard input."""
    monkeypatch.setattr(slots, "stretch", quick)
    monkeypatch.setattr("iro_desktop.device.council_private.stretch", quick)
    monkeypatch.setattr(vault, "calibrate", lambda: FLOOR)
    monkeypatch.setattr(escrow, "calibrate", lambda: FLOOR)

    def given(*words: object, lines: tuple[str, ...] = (), store: SecretStore | None = None) -> int:
        monkeypatch.setattr(escrow, "machine_secret_store", lambda: store)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return escrow.run([str(word) for word in words])

    return given


@pytest.fixture
def safe(give: Give, tmp_path: Path) -> Path:
    """Return the folder of a council's key, which any two of three officers open."""
    folder = tmp_path / "safe"
    made = ("make-key", folder, "--council", "Coldwater", "--officers", *WORDS, "--stdin")
    assert give(*made, lines=tuple(WORDS.values())) == escrow.DONE
    return folder


TWO = (WORDS["Ada"], "", WORDS["Cem"])


def laptop(folder: Path, safe: Path, store: SecretStore | None = None, children: int = 3) -> ProfilePaths:
    """Make a caseload whose passphrase its person will forget."""
    paths = ProfilePaths(folder / "profile")
    council = read_council_key(safe / FILE)
    made = vault.create_vault(paths, OLD, store, council=council, cost=FLOOR)
    session = make_caseload(paths, Keys(made.data_key, made.device_id), machine_clock())
    for number in range(children):
        with session.caseload.unit_of_work() as work:
            child = Child(id=f"c{number}", given_name="Ellis")
            work.save(child)
            work.commit()
        with session.caseload.unit_of_work() as work:
            work.delete(child, "a mistake") if number % 3 == 2 else work.save(replace(child, likes="dens"))
            work.commit()
    close_caseload(session, None, paths)
    return paths


def test_a_forgotten_passphrase_from_end_to_end(
    give: Give, safe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = FakeStore()
    paths = laptop(tmp_path, safe, store)
    asked, answered = tmp_path / "request.json", tmp_path / "answer.json"
    assert give("ask", asked, "--profile", paths.root, store=store) == escrow.DONE
    spoken = capsys.readouterr().out.splitlines()[-1].strip()
    answering = ("answer", asked, answered, "--key", safe / escrow.PRIVATE, "--stdin", "--why")
    assert give(*answering, "passphrase forgotten", lines=TWO) == escrow.DONE
    assert spoken in capsys.readouterr().err
    setting = ("set-passphrase", answered, "--profile", paths.root, "--stdin")
    assert give(*setting, lines=("password1234",), store=store) == escrow.NOT_DONE
    assert give(*setting, lines=(NEW,), store=store) == escrow.DONE
    assert vault.open_vault(paths, NEW, store)
    with pytest.raises(vault.WrongPassphrase):
        vault.open_vault(paths, OLD, store)
    assert give(*setting, lines=(OLD,), store=store) == escrow.NOT_DONE, "an answer serves once"
    found = uses(safe / escrow.LOG)
    assert [(use.act, use.officers, use.why) for use in found] == [
        ("made", tuple(WORDS), ""),
        ("answered", ("Ada", "Cem"), "passphrase forgotten"),
    ]
    assert (found[1].request, found[1].device) == (spoken, vault.open_vault(paths, NEW, store).device_id)
    capsys.readouterr()
    assert give("uses", "--key", safe / escrow.PRIVATE) == escrow.DONE
    assert "Ada, Cem  passphrase forgotten" in capsys.readouterr().out


def test_a_key_is_never_made_over_another(give: Give, safe: Path, tmp_path: Path) -> None:
    before = (safe / escrow.PRIVATE).read_bytes()
    again = ("make-key", safe, "--council", "Coldwater", "--stdin")
    assert give(*again, lines=(WORDS["Ada"],)) == escrow.NOT_DONE
    assert (safe / escrow.PRIVATE).read_bytes() == before
    weak = ("make-key", tmp_path / "new", "--council", "Coldwater", "--stdin")
    assert give(*weak, lines=("password1234",)) == escrow.NOT_DONE
    assert not (tmp_path / "new").exists()
    twins = ("make-key", tmp_path / "new", "--council", "C", "--officers", "A", "A", "B", "--stdin")
    assert give(*twins) == escrow.NOT_DONE


def test_no_use_goes_without_its_line(
    give: Give, safe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = laptop(tmp_path, safe)
    asked, answered = tmp_path / "request.json", tmp_path / "answer.json"
    give("ask", asked, "--profile", paths.root)
    answering = ("answer", asked, answered, "--key", safe / escrow.PRIVATE, "--stdin", "--why")
    assert give(*answering, " ", lines=TWO) == escrow.NOT_DONE
    assert give(*answering, "x", lines=(WORDS["Ada"],)) == escrow.NOT_DONE
    assert give(*answering, "x", lines=(WORDS["Ada"], WORDS["Cem"])) == escrow.NOT_DONE
    (safe / escrow.LOG).write_text("edited\n", "utf-8")
    assert give(*answering, "x", lines=TWO) == escrow.NOT_DONE
    assert "not as it was written" in capsys.readouterr().err
    assert give("drill", "--profile", paths.root, "--key", safe / escrow.PRIVATE, "--stdin", lines=TWO) == 2
    assert not answered.exists()


def everything(paths: ProfilePaths) -> str:
    files = sorted(path for path in paths.root.rglob("*") if path.is_file() and path.parent != paths.run)
    return hashlib.sha256(b"".join(str(path).encode() + path.read_bytes() for path in files)).hexdigest()


@pytest.mark.proof
@pytest.mark.timeout(3600)
def test_drills_recover_everything_and_touch_nothing(
    give: Give, safe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(20_261_125)
    recovered = 0
    for number in range(how_many(2, 50)):
        children = chance.randrange(1, 60)
        store = FakeStore() if number % 2 else None
        paths = laptop(tmp_path / str(number), safe, store, children)
        before, scratch = everything(paths), tmp_path / f"scratch-{number}"
        scratch.mkdir()
        capsys.readouterr()
        drilling = ("drill", "--profile", paths.root, "--key", safe / escrow.PRIVATE, "--scratch", scratch)
        assert give(*drilling, "--stdin", lines=TWO, store=store) == escrow.DONE
        left, operations = children - children // 3, children + children // 3  # an edit joins
        said = f"Recovered: {left} children, {operations} operations (last {operations})."
        assert said in capsys.readouterr().out
        recovered += 1
        assert everything(paths) == before
        assert list(scratch.iterdir()) == []
        assert vault.open_vault(paths, OLD, store)
    assert recovered == len(uses(safe / escrow.LOG)) - 1


def test_a_drill_fails_where_a_recovery_would(
    give: Give, safe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The control: sealed to another key, damaged, or not there, it is not "Recovered"."""
    other = tmp_path / "other"
    give("make-key", other, "--council", "Elsewhere", "--stdin", lines=(WORDS["Bea"],))
    elsewhere = laptop(tmp_path / "elsewhere", other)
    drilling = ("--key", safe / escrow.PRIVATE, "--stdin")
    assert give("drill", "--profile", elsewhere.root, *drilling, lines=TWO) == escrow.NOT_DONE
    paths = laptop(tmp_path / "here", safe)
    content = bytearray(paths.caseload_file.read_bytes())
    content[4096 * 3 + 99] ^= 1
    paths.caseload_file.write_bytes(content)
    assert give("drill", "--profile", paths.root, *drilling, lines=TWO) == escrow.NOT_DONE
    assert give("drill", "--profile", tmp_path, *drilling, lines=TWO) == escrow.NOT_DONE
    assert "Recovered" not in capsys.readouterr().out


def test_a_drill_waits_for_the_app_to_be_closed(
    give: Give, safe: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = laptop(tmp_path, safe)
    lock = take_lock(paths.app_lock)
    assert lock is not None
    drilling = ("drill", "--profile", paths.root, "--key", safe / escrow.PRIVATE, "--stdin")
    assert give(*drilling, lines=TWO) == escrow.NOT_DONE
    assert "Close the app" in capsys.readouterr().err
    lock.release()
    assert give(*drilling, lines=TWO) == escrow.DONE


def test_a_fingerprint_is_shown(give: Give, safe: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert give("fingerprint", safe / FILE) == escrow.DONE
    assert capsys.readouterr().out == f"Coldwater\n{read_council_key(safe / FILE).fingerprint}\n"
    assert give("fingerprint", safe / escrow.PRIVATE) == escrow.NOT_DONE


def test_passphrases_come_from_a_person_or_from_stdin(
    give: Give, safe: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert give("make-key", tmp_path / "new", "--council", "C") == escrow.NOT_DONE, "nobody is at a terminal"
    typed = iter([WORDS["Ada"], WORDS["Bea"], WORDS["Ada"], WORDS["Ada"]])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    monkeypatch.setattr(escrow, "_at_a_terminal", lambda: True)
    assert give("make-key", tmp_path / "new", "--council", "C") == escrow.NOT_DONE, "the two differ"
    assert give("make-key", tmp_path / "new", "--council", "C") == escrow.DONE
