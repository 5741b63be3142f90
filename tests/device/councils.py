"""A council's key pair in tests, made at the lowest cost."""

from iro_desktop.device.council_key import CouncilKey
from iro_desktop.device.council_private import ONE, PrivateFile, make_private
from iro_desktop.device.stretch import FLOOR

WORDS = {
    "Ada": "copper lantern otter marsh",
    "Bea": "violet ladder owl kettle",
    "Cem": "pencil fox harbour dune",
}


def one_passphrase(council: str = "Coldwater") -> tuple[CouncilKey, PrivateFile]:
    return make_private(council, {ONE[0]: WORDS["Ada"]}, cost=FLOOR)


def three_officers(council: str = "Coldwater") -> tuple[CouncilKey, PrivateFile]:
    return make_private(council, WORDS, cost=FLOOR)
