"""Laptops as tests use them: a real encrypted caseload, the real sync, the real service in this process."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from iro_desktop.caseload.newly_known import renew_newly_known
from iro_desktop.domain.child import Child
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.person import Profile
from iro_desktop.domain.review import Decision, Review, ReviewSection
from iro_desktop.services.enrol_laptop import join_office, membership_of
from iro_desktop.services.session import Session
from iro_desktop.sync import enrolling
from iro_desktop.sync.line import OfficeLine
from iro_desktop.sync.run import SyncRun
from iro_desktop.sync.stand import stand_of, write_as_enrolled
from iro_desktop.sync.wire import Reply
from tests.caseload.opening import Opener

ADDRESS = "http://127.0.0.1:1"


@dataclass
class InProcess:
    """A wire to a service in the same process; `on_send` and `on_reply` may break it."""

    office: object
    address: str = ADDRESS
    on_send: object = staticmethod(lambda method, target, body: None)
    on_reply: object = staticmethod(lambda method, target, reply: reply)
    sent: list = field(default_factory=list)

    def send(self, method, target, headers, body=b""):
        self.on_send(method, target, body)
        answer = self.office.http.request(method, target, content=body, headers=dict(headers))
        reply = Reply(answer.status_code, dict(answer.headers), answer.content)
        self.sent.append((method, target, len(body), len(answer.content)))
        return self.on_reply(method, target, reply)

    def close(self):
        pass


class Laptop:
    """One laptop of one person."""

    def __init__(self, office, folder: Path, person: str, *, enrolled: bool = True):
        self.office, self.person = office, person
        self.opener = Opener(folder / "caseload.iro", Opener.fresh_key())
        self.opener.device = self.opener.person = "0" * 8 + "-0000-4000-8000-" + "0" * 12
        self.caseload = self.opener.create()
        self.wire = InProcess(office)
        self.kept_line = None
        self.session = Session(self.caseload, self.opener.clock, None, Profile(id=self.opener.device))
        if enrolled:
            self.enrol()

    @property
    def clock(self) -> Clock:
        return self.opener.clock

    def line(self, device="", key=None):
        line = OfficeLine(ADDRESS, device=device, key=key)
        line._wire = self.wire
        return line

    def enrol(self):
        code = self.office.code_for(self.person)
        line = self.line()
        made = enrolling._enrolled(line, enrolling.read_typed_code(code), "", enrolling.SigningKey.generate())
        self.session = join_office(self.session, made)

    @property
    def stand(self):
        return stand_of(self.caseload)

    def run(self) -> SyncRun:
        membership = membership_of(self.session)
        if self.kept_line is None:
            key = enrolling.SigningKey(bytes.fromhex(membership.signing_key))
            self.kept_line = self.line(self.stand.device, key)
        return SyncRun(self.caseload, membership, self.kept_line, self.clock)

    def sync(self, errands: int = 200) -> SyncRun:
        run = self.run()
        for _ in range(errands):
            errand = run.next()
            if errand is None:
                return run
            errand.take(errand.ask())
        raise AssertionError("the sync does not come to an end")

    def save(self, *records, seen=None):
        self.opener.now += timedelta(seconds=3)
        with self.caseload.unit_of_work(seen) as work:
            for record in records:
                work.save(record)
            work.commit()

    def delete(self, record, reason="not needed"):
        with self.caseload.unit_of_work() as work:
            work.delete(record, reason)
            work.commit()

    def get(self, kind, record_id):
        return self.caseload.get(kind, record_id)

    def unsent(self) -> int:
        return self.caseload.office_desk.count_unsent()

    def reopen(self):
        self.kept_line = None
        self.opener.close()
        self.caseload = self.opener.open()
        write_as_enrolled(self.caseload, stand_of(self.caseload))
        renew_newly_known(self.caseload)  # as the app does
        self.session = Session(self.caseload, self.clock, None, self.session.profile)

    def copy(self) -> bytes:
        """Return the caseload's file as a backup keeps it."""
        self.opener.close()
        kept = self.opener.path.read_bytes()
        self.reopen()
        return kept

    def put_back(self, kept: bytes):
        """Put the caseload back from a backup."""
        self.opener.close()
        for path in self.opener.path.parent.glob(f"{self.opener.path.name}*"):
            path.unlink()
        self.opener.path.write_bytes(kept)
        self.reopen()

    def close(self):
        self.opener.close()


def everything(laptop: Laptop) -> dict:
    """Return what a laptop shows, by kind and id, to be compared with another's."""
    kinds = (Child, Review, ReviewSection, Decision)
    return {(kind.__name__, r.id): r for kind in kinds for r in laptop.caseload.list(kind)}
