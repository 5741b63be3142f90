"""From first use to a new key of the council: the slot is made, told once, and changed only by agreement."""

from pathlib import Path

import pytest

from iro_desktop.app.opening import Opening
from iro_desktop.device import slots, vault
from iro_desktop.device.council_key import FILE, CouncilKey
from iro_desktop.device.durable_file import CannotWrite
from iro_desktop.device.escrow import sealed_to
from iro_desktop.device.logs import Log
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.device.slot_file import read_slot_file
from iro_desktop.device.stretch import FLOOR
from iro_desktop.domain.clock import machine_clock
from iro_desktop.services.council_escrow import agree_to_key, escrow_words
from iro_desktop.services.renew_keys import renew_keys
from tests.device.councils import one_passphrase
from tests.device.stores import OLD, quick


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "stretch", quick)
    for module in ("vault", "renewal"):
        monkeypatch.setattr(f"iro_desktop.device.{module}.calibrate", lambda: FLOOR)
    monkeypatch.setattr("iro_desktop.device.secrets.machine_secret_store", lambda: None)


class Desk:
    """A profile, and the folder in which IT puts the council's key."""

    def __init__(self, folder: Path) -> None:
        self.paths, self.policy = ProfilePaths(folder / "profile"), folder / "policy"
        self.policy.mkdir()

    def supply(self, council: str = "Coldwater") -> CouncilKey:
        key, _ = one_passphrase(council)
        (self.policy / FILE).write_bytes(key.to_bytes())
        return key

    def opening(self) -> Opening:
        self.paths.prepare()
        return Opening(self.paths, machine_clock(), Log(self.paths.logs), self.policy)

    def first_use(self) -> None:
        self.opening().create(OLD).opened.session.caseload.close()

    def told(self) -> str:
        opening = self.opening()
        opened = opening.with_passphrase(OLD)
        opened.session.caseload.close()
        if opening._lock is not None:
            opening._lock.release()
        return opened.notice or ""

    def sealed_to(self) -> CouncilKey | None:
        key = vault.open_vault(self.paths, OLD, None).data_key
        return sealed_to(read_slot_file(self.paths).file, key)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_with_a_key_at_first_use_the_caseload_is_sealed_from_the_first_moment(desk: Desk) -> None:
    key = desk.supply()
    desk.first_use()
    assert desk.sealed_to() == key
    assert "Coldwater can open this caseload" in desk.told()
    assert "Coldwater" not in desk.told(), "told once"


def test_a_key_that_came_later_seals_at_the_next_start(desk: Desk) -> None:
    desk.first_use()
    assert "can open" not in desk.told()
    words, asks = escrow_words(desk.paths, vault.open_vault(desk.paths, OLD, None).data_key, None)
    assert (words.startswith("Your council cannot open this caseload"), asks) == (True, False)
    key = desk.supply()
    assert "Coldwater can open this caseload" in desk.told()
    assert desk.sealed_to() == key
    words, asks = escrow_words(desk.paths, vault.open_vault(desk.paths, OLD, None).data_key, key)
    assert key.fingerprint in words
    assert not asks


def test_another_key_is_told_and_waits_for_agreement(desk: Desk) -> None:
    first = desk.supply()
    desk.first_use()
    desk.told()
    other = desk.supply("Elsewhere")
    assert "another key" in desk.told()
    assert "another key" not in desk.told()
    assert desk.sealed_to() == first
    proof = vault.open_vault(desk.paths, OLD, None)
    words, asks = escrow_words(desk.paths, proof.data_key, other)
    assert asks
    assert first.fingerprint in words
    assert other.fingerprint in words
    agree_to_key(desk.paths, proof, None)
    assert desk.sealed_to() == first
    agree_to_key(desk.paths, proof, other)
    assert desk.sealed_to() == other
    assert "Elsewhere can open this caseload" not in desk.told(), "the person has just agreed to it"


def test_a_key_that_cannot_be_used_keeps_nobody_out(desk: Desk) -> None:
    desk.first_use()
    (desk.policy / FILE).write_text("not a key", "utf-8")
    assert "council" not in desk.told()
    assert desk.sealed_to() is None
    assert "NotThatFile" in (desk.paths.logs / "app.log").read_text("utf-8")


def test_a_disk_that_takes_nothing_keeps_nobody_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.first_use()
    desk.supply()

    def full(_path: object, _content: object) -> None:
        raise CannotWrite("The disk refused to keep a file.", "Make room.")

    with monkeypatch.context() as patched:
        patched.setattr("iro_desktop.device.slot_file.replace_durably", full)
        assert "Coldwater" not in desk.told()
    assert "Coldwater can open this caseload" in desk.told(), "sealed at the next start"


def test_renewed_keys_stay_sealed_to_the_council(desk: Desk) -> None:
    key = desk.supply()
    desk.first_use()
    proof = vault.open_vault(desk.paths, OLD, None)
    opening = desk.opening()
    session = opening.with_passphrase(OLD).session
    code = vault.new_recovery_code()
    renew_keys(
        session, desk.paths, proof, passphrase=OLD, code=code, secrets=None, progress=lambda _done, _of: None
    )
    assert desk.sealed_to() == key
    assert vault.open_vault(desk.paths, OLD, None).data_key != proof.data_key
