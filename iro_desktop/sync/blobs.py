"""The letters and pictures of a run: sent before what names them, fetched after what came."""

from collections.abc import Iterable
from functools import partial

from iro_desktop.caseload import BlobMissing, Caseload, Changed
from iro_desktop.caseload.outbox import Outgoing
from iro_desktop.protocol.messages import Answer
from iro_desktop.sync.depositing import blobs_named
from iro_desktop.sync.errands import Errand, Line, child_scope, scope_name


class Blobs:
    """Which blobs a run has still to send, and which it has tried: each once, for another run comes."""

    def __init__(self, caseload: Caseload, line: Line) -> None:
        self._caseload, self._line = caseload, line
        self._wanted: dict[tuple[str, str], None] = {}
        self._tried: set[tuple[str, str]] = set()

    def __bool__(self) -> bool:
        """Return whether some have still to be sent."""
        return bool(self._wanted)

    def want_those_of(self, one: Outgoing) -> None:
        """Send what a change names before the change itself."""
        self._want(blobs_named(one))

    def want_again(self, sent: Outgoing, answer: Answer) -> None:
        """Send what the office has asked for, which waits with a change until it is there."""
        scope = f"{sent.scope.kind.value}:{sent.scope.id}"
        self._want((scope, sha256) for sha256 in answer.blobs)

    def sending(self) -> Errand | None:
        """Return the errand that sends the next; None when there is none."""
        while self._wanted:
            scope, sha256 = wanted = next(iter(self._wanted))
            del self._wanted[wanted]
            self._tried.add(wanted)
            try:
                content = self._caseload.blob(sha256)
            except BlobMissing:  # its change goes on waiting, and says why
                continue
            ask = partial(self._line.put_blob, scope_name(scope), sha256, content)
            return Errand(ask, lambda _: Changed())
        return None

    def fetching(self, children: Iterable[str]) -> Errand | None:
        """Return the errand that fetches the next that these children's records name and that is not here."""
        held = set(children)
        for scope_id, sha256 in sorted(self._caseload.office_desk.missing_blobs()):
            wanted = (child_scope(scope_id), sha256)
            if wanted not in self._tried and scope_id in held:
                self._tried.add(wanted)
                return Errand(partial(self._line.get_blob, scope_name(wanted[0]), sha256), self._keep)
        return None

    def _want(self, named: Iterable[tuple[str, str]]) -> None:
        self._wanted.update(dict.fromkeys(one for one in named if one not in self._tried))

    def _keep(self, content: object) -> Changed:
        if not isinstance(content, bytes):
            raise TypeError("a blob is bytes")
        with self._caseload.unit_of_work() as work:
            work.put_blob(content)
            return work.commit()
