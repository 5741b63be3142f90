"""A laptop's line to a real office on a real port."""

from nacl.signing import SigningKey

from iro_desktop.domain.records import ScopeKind
from iro_desktop.protocol.changes import ScopeName
from iro_desktop.protocol.messages import Bundle, Cursor, ExchangeRequest
from iro_desktop.protocol.shapes import read_message
from iro_desktop.sync.line import OfficeLine
from iro_desktop.sync.wire import Timeouts
from tests.protocol.builders import bundles_of

QUICK = Timeouts(connect=2.0, silence=0.3, whole=1.0)


def line_of(laptop, address, **more):
    """The line of a laptop that was enrolled by hand."""
    return OfficeLine(address, device=laptop.device, key=laptop.key, **more)


def stranger(address, **more):
    """A line of a laptop that no office knows: for servers that are none."""
    return OfficeLine(address, device=DEVICE, key=SigningKey(b"\1" * 32), **more)


DEVICE = "01890000-0000-7000-8000-000000000001"


def scope_of(child):
    return ScopeName(kind=ScopeKind.CHILD, id=child)


def request(laptop, *changes, revision=None, **more):
    bundles = tuple(read_message(Bundle, one) for one in bundles_of(changes))
    cursor = Cursor(epoch=laptop.epoch, revision=laptop.cursor if revision is None else revision)
    return ExchangeRequest(cursor=cursor, head=laptop.sequence, bundles=bundles, **more)
