"""A message that cannot be read is refused by the place that is wrong, and its value is not repeated."""

import copy

import pytest

from iro_desktop.protocol.messages import ExchangeReply, SnapshotReply
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message, write_message
from tests.protocol.builders import signed

ENTRY = {"revision": 7, **signed()}
RECORD = {
    "record_id": ENTRY["change"]["record_id"], "kind": "decision", "revision": 7, "standing": {"what": [7]},
    "tombstones": [], "entries": [ENTRY],
}  # fmt: skip
SNAPSHOT = {
    "epoch": 1, "revision": 7, "records": [RECORD, copy.deepcopy(RECORD)], "proposals": [],
    "certificates": [], "next": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (["epoch"], "Marmaduke", "epoch"),
        (["records"], "Marmaduke", "records"),
        (["records", 1], "Marmaduke", "records[1]"),
        (["records", 1, "kind"], "Marmaduke!", "records[1].kind"),
        (["records", 0, "standing", "what"], 7, "records[0].standing.*"),
        (["records", 0, "standing", "what", 0], -1, "records[0].standing.*[0]"),
        (["records", 1, "entries", 0, "signature"], "0" * 127, "records[1].entries[0].signature"),
        (["records", 1, "entries", 0, "change"], ["Marmaduke"], "records[1].entries[0].change"),
        (["records", 1, "entries", 0, "proposed"], 1, "records[1].entries[0].proposed"),
    ],
)
def test_the_place_is_named_and_not_the_value(path, value, place):
    within = message = copy.deepcopy(SNAPSHOT)
    for step in path[:-1]:
        within = within[step]
    within[path[-1]] = value
    with pytest.raises(Refused) as refused:
        read_message(SnapshotReply, message)
    assert (refused.value.why, refused.value.facts) == (Why.BAD_MESSAGE, {"what": place})


def test_what_is_missing_is_named():
    message = copy.deepcopy(SNAPSHOT)
    del message["records"][1]["kind"]
    with pytest.raises(Refused) as refused:
        read_message(SnapshotReply, message)
    assert refused.value.facts == {"what": "records[1].kind"}


@pytest.mark.parametrize("value", [None, [], "Marmaduke", 1])
def test_what_is_no_message_at_all(value):
    with pytest.raises(Refused) as refused:
        read_message(ExchangeReply, value)
    assert refused.value.facts == {"what": ""}


def test_a_good_one_is_read_and_written_as_it_was():
    read = read_message(SnapshotReply, SNAPSHOT)
    assert read.records[0].entries[0].change == ENTRY["change"]
    assert read.records[0].standing == {"what": (7,)}
    written = write_message(read)
    assert read_message(SnapshotReply, written) == read
    assert {**written["records"][1], "entries": [ENTRY]} == RECORD
