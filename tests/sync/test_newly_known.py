"""An app that was updated shows at once what the older one kept and could not show."""

from dataclasses import replace
from enum import StrEnum

import pytest

from iro_desktop.caseload import shown
from iro_desktop.caseload.newly_known import KNOWN, known_here
from iro_desktop.device.profile import ProfilePaths
from iro_desktop.domain.clock import machine_clock
from iro_desktop.domain.review import Decision
from iro_desktop.records import shapes_of
from iro_desktop.services.open_caseload import Keys, close_caseload, make_caseload, open_caseload
from tests.sync.faults import by_hand, in_step
from tests.sync.laptops import everything


@pytest.fixture
def older():
    """What an older app knows: no decisions."""
    patched = pytest.MonkeyPatch()
    patched.delitem(shown.KINDS, "decision")
    yield patched
    patched.undo()


def test_records_of_a_kind_newly_known_are_there_at_the_first_opening(laptops, decided, make, older):
    ann, _ = laptops
    cai = make("Cai Lloyd")
    cai.reopen()
    cai.sync()
    assert cai.caseload.list(Decision) == ()
    cai.reopen()
    assert cai.caseload.list(Decision) == (), "the older app still"
    older.undo()
    cai.reopen()
    assert everything(cai) == everything(ann)
    assert [hit.id for hit in cai.caseload.search("swimming")] == [decided.id]
    cai.save(replace(cai.get(Decision, decided.id), what="Cai's"))
    in_step(cai, ann)
    assert ann.get(Decision, decided.id).what == "Cai's"


def test_a_field_newly_known_is_read_out_of_what_was_kept_beside_the_record(laptops, decided, child, office):
    """The older app kept the field it did not know, and its column is new: as a migration leaves them."""
    ann, ben = laptops
    newer = by_hand(office, ann.person)
    fields = {"who": (newer.cursor, "Mark"), "mood_at_end": (0, "calm")}
    newer.sync(newer.write(decided.id, child=child, fields=fields))
    ben.sync()
    with ben.caseload.unit_of_work() as work:
        with work.on_the_file() as connection:
            connection.exec_driver_sql(
                "UPDATE decision SET who = '', extra = ? WHERE id = ?",
                ('{"who":"Mark","mood_at_end":"calm"}', decided.id),
            )
        work.put_desk(KNOWN, "what the older app knew")
        work.commit()
    assert ben.get(Decision, decided.id).who == ""
    ben.reopen()
    assert ben.get(Decision, decided.id).who == "Mark"
    (extra,) = ben.caseload.connection.exec_driver_sql("SELECT extra FROM decision").one()
    assert extra == '{"mood_at_end":"calm"}'


def test_what_a_version_knows_goes_down_to_the_choices_of_a_field(monkeypatch):
    before = known_here()
    assert known_here() == before
    fewer = StrEnum("DecisionAnswer", {"AGREED": "agreed"})

    def shapes(kind):
        return [replace(one, base=fewer) if one.name == "answer" else one for one in shapes_of(kind)]

    monkeypatch.setattr("iro_desktop.caseload.newly_known.shapes_of", shapes)
    assert known_here() != before


def test_the_app_looks_when_it_opens_the_caseload(tmp_path):
    paths, keys = ProfilePaths(tmp_path), Keys(b"k" * 32, "laptop")
    close_caseload(make_caseload(paths, keys, machine_clock()), None, paths)
    session = open_caseload(paths, keys, machine_clock())
    assert session.caseload.desk(KNOWN) == known_here()
    session.caseload.put_desk(KNOWN, "what the older app knew")
    close_caseload(session, None, paths)
    session = open_caseload(paths, keys, machine_clock())
    assert session.caseload.desk(KNOWN) == known_here()
    close_caseload(session, None, paths)
