"""Is what came back the office's answer, its refusal, or somebody else's page?"""

from collections.abc import Mapping

from iro_desktop.protocol.messages import Refusal
from iro_desktop.protocol.reading import BLOB_PART, read_json
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.protocol.shapes import read_message
from iro_desktop.sync.problems import busy, malformed, not_the_office, unknown_refusal
from iro_desktop.sync.wire import Reply

_CODES = {why.value: why for why in Why}
_LONGEST_WAIT = 3_600
_OK, _TOO_MANY, _PROXY_ASKS, _SERVER_SIDE, _PORTAL = 200, 429, 407, range(500, 600), 511


def refuse_unless_json(reply: Reply) -> None:
    """Raise NotTheOffice unless the answer says that it is JSON."""
    _refuse_unless(reply, "application/json")


def read_blob(reply: Reply) -> bytes:
    """Return the bytes of a part of a blob; NotTheOffice or AnswerMalformed if it is none."""
    _refuse_unless(reply, "application/octet-stream")
    if len(reply.body) > BLOB_PART:
        raise malformed()
    return reply.body


def read_refusal(reply: Reply) -> Refused | None:
    """Return what the office refused, None if it did not.

    Raises OfficeBusy where it is not a refusal but a wait, NotTheOffice where the office never spoke, and
    RefusedUnknown for a code of a newer version.
    """
    if reply.status == _OK:
        return None
    said = _said(reply)
    if said is None:
        _refuse_stranger(reply)
        raise not_the_office()
    why = _CODES.get(said.why)
    if why is None:
        raise unknown_refusal()
    if why in {Why.BUSY, Why.TOO_MANY}:
        raise busy(why, _seconds(reply))
    refused = Refused(why)
    refused.facts = _facts(said.facts)
    return refused


def _said(reply: Reply) -> Refusal | None:
    if not _is(reply, "application/json"):
        return None
    try:
        return read_message(Refusal, read_json(reply.body))
    except Refused:
        return None


def _refuse_stranger(reply: Reply) -> None:
    """Raise OfficeBusy for what a proxy before the office says while the office is restarted."""
    if reply.status == _TOO_MANY:
        raise busy(Why.TOO_MANY, _seconds(reply))
    if reply.status in _SERVER_SIDE and reply.status != _PORTAL:
        raise busy(Why.BUSY, _seconds(reply))


def _facts(said: Mapping[str, object]) -> dict[str, str | int]:
    """Return the facts as they are used: short texts and whole numbers."""
    return {
        name: value
        for name, value in said.items()
        if isinstance(value, int) or (isinstance(value, str) and len(value) <= 200)
    }


def _seconds(reply: Reply) -> int:
    said = reply.headers.get("retry-after", "")
    return min(int(said), _LONGEST_WAIT) if said.isascii() and said.isdigit() and len(said) < 10 else 0


def _refuse_unless(reply: Reply, kind: str) -> None:
    if not _is(reply, kind):
        raise not_the_office()


def _is(reply: Reply, kind: str) -> bool:
    return reply.headers.get("content-type", "").partition(";")[0].strip().lower() == kind
