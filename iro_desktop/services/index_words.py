"""Lets the words of records that a sync brought be found: some at a time, so that a save never waits long."""

from iro_desktop.services.session import Session

AT_ONCE = 100
"""Records in one transaction."""


def index_words(session: Session) -> int:
    """Let the words of some more records be found; return of how many they cannot be yet.

    What is done stays done: after a kill it goes on where it was.
    """
    return session.caseload.index_more(AT_ONCE) if session.caseload.unindexed() else 0
