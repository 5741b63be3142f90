"""A good answer, from which the bad ones are made, and what comes of any of them."""

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.messages import Cursor, ExchangeRequest
from iro_desktop.protocol.refusals import Refused
from iro_desktop.records import canonical
from tests.protocol.builders import signed
from tests.sync.lines import QUICK, stranger
from tests.sync.rude import saying

MARKER = "Marmaduke"
ASKED = ExchangeRequest(cursor=Cursor(epoch=1, revision=0), head=0)
REPLY = canonical(
    {
        "answers": [{"change_id": "01890000-0000-7000-8000-000000000002", "outcome": "taken", "revision": 7}],
        "entries": [{"revision": 7, **signed()}],
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
