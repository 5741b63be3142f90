"""A good answer, from which the bad ones are made, and what comes of any of them."""

from nacl.signing import SigningKey

from iro_desktop.domain.identity import new_id
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.messages import Cursor, ExchangeRequest
from iro_desktop.protocol.refusals import Refused
from iro_desktop.records import canonical
from tests.protocol.builders import bundle_of, change
from tests.sync.lines import QUICK, stranger
from tests.sync.rude import saying

MARKER = "Marmaduke"
ASKED = ExchangeRequest(cursor=Cursor(epoch=1, revision=0), head=0)
KEY, DEVICE, PERSON = SigningKey(b"\2" * 32), new_id(), new_id()
CHILD = new_id()
"""Who has signed what the good answer brings, and about whom."""
SENT = [change(device=DEVICE, person=PERSON, child=CHILD, sequence=n) for n in (1, 2, 3)]
REPLY = canonical(
    {
        "answers": [{"change_id": "01890000-0000-7000-8000-000000000002", "outcome": "taken", "revision": 7}],
        "bundles": [bundle_of(KEY, SENT[:2], revisions=[7, 8]), bundle_of(KEY, SENT[2:], revisions=[9])],
        "own": [{"revision": 6, "change_id": "01890000-0000-7000-8000-000000000003"}],
        "marks": [{"revision": 8, "proposed": True}],
        "certificates": [],
        "cursor": {"epoch": 1, "revision": 7},
        "more": False,
        "scope": {"hash": "a" * 64, "revision": 3},
        "last_sequence": 0,
    }
)
NONCE = {"IRO_Nonce": "b" * 64}


def refused_with(why, **more):
    said = {"why": why, "title": MARKER, "what_to_do": MARKER, "time": "2026-11-23", "nonce": "", "facts": {}}
    return canonical({**said, **more})


def exchanged(*answers, timeouts=QUICK, **more):
    """What comes of one exchange with a server that says this: the reply, or what was raised."""
    with saying(*answers, **more) as address:
        line = stranger(address, timeouts=timeouts)
        try:
            return line.exchange(ASKED)
        except (KnownProblem, Refused) as problem:
            return problem
        finally:
            line.close()


def assert_in_words(problem, kind):
    assert type(problem) is kind, problem
    assert problem.title.endswith(".")
    assert problem.what_to_do.endswith(".")
    assert MARKER not in problem.title + problem.what_to_do + str(problem)


PAGE = f"<html><title>Sign in</title>{MARKER}</html>".encode()
