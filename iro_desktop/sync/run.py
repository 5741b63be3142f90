"""One run of the sync, as errands: decided on beside the caseload, asked over the network, taken in again.

Each errand may fail at any byte, be repeated, or never return: what was taken in stands with its place in the
log, in one transaction, and what was sent waits here until the office has said that it is durable.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from nacl.signing import SigningKey

from iro_desktop.caseload import Caseload, Changed
from iro_desktop.caseload.office_desk import Page, StrangeOwn
from iro_desktop.caseload.outbox import Outgoing
from iro_desktop.domain.clock import Clock
from iro_desktop.domain.records import Scope
from iro_desktop.protocol import messages
from iro_desktop.protocol.bundles import in_bundles, sign_bundle
from iro_desktop.protocol.deposits import Deposit, seal
from iro_desktop.protocol.messages import ID_TAKEN, Outcome
from iro_desktop.protocol.refusals import Refused, Why
from iro_desktop.records import Json
from iro_desktop.sync.ahead import Ahead
from iro_desktop.sync.blobs import Blobs
from iro_desktop.sync.checking import Checker
from iro_desktop.sync.depositing import HandingIn, Whose
from iro_desktop.sync.enrolling import Membership
from iro_desktop.sync.errands import Errand, Fetched, Filled, Line, scope_name
from iro_desktop.sync.greeting import check_hello, clock_off
from iro_desktop.sync.leaving import believe, doubt_all, given_now, gone_now, leaving_now, without
from iro_desktop.sync.problems import refusal
from iro_desktop.sync.scoping import OUTDATED, all_scopes, filled_anew, scoped
from iro_desktop.sync.stand import (
    CERTIFICATES,
    PEOPLE,
    PUT_BACK,
    STAND,
    Filling,
    Stand,
    stand_of,
    write_as_enrolled,
)

FILL_BYTES = 2_000_000
"""How much a page of whole records holds: saves go between pages, and wait no longer than one takes."""
EPOCH_STEP = 10**12
"""Each epoch's revisions begin at a multiple of this (see the office's sequencer)."""


class SyncRun:
    """Brings a laptop and its office into step. `next` and an errand's `take` on the caseload's thread."""

    def __init__(self, caseload: Caseload, membership: Membership, line: Line, clock: Clock) -> None:
        stand = stand_of(caseload)
        if stand is None:
            raise RuntimeError("this laptop has no office")
        self._caseload = caseload
        self._desk = caseload.office_desk
        self._clock = clock
        self.line = line
        self._membership = membership
        self._key = SigningKey(bytes.fromhex(membership.signing_key))
        self._stand = stand
        known = caseload.desk(CERTIFICATES)
        self._checker = Checker(
            membership.council, membership.council_key, known if isinstance(known, dict) else {}
        )
        self._kept_known = self._laid_known = self._checker.known
        self._ask_scope = not stand.scope_hash
        self._rename = caseload.desk(PUT_BACK) is True
        self._exchanged = False
        self._handing_in: HandingIn | None = None
        self._ahead: Ahead[Filled] = Ahead()
        self._blobs = Blobs(caseload, line)
        self._done = self._of = 0
        self.cancelled = False
        self.children: set[str] = set()
        """The children whose records have changed so far."""
        self.kept: Collection[str] = ()
        """The children who stay for now: somebody still types about them, or words are sealed."""
        self.gone: frozenset[str] = frozenset()
        """The children who have been taken off this laptop: none before the end."""

    @property
    def progress(self) -> tuple[int, int, str]:
        """Return how much is done, of how much (0: not known), and what is being done."""
        words = "Receiving whole records" if self._stand.filling else "Exchanging with the office"
        return self._done, self._of, words

    def cancel(self) -> None:
        """Begin no further errand, and end the one under way; from any thread. The line is closed."""
        self.cancelled = True
        self.line.close()

    def next(self) -> Errand | None:
        """Return what is to be asked next; None when all is in step, or the run was cancelled."""
        if self.cancelled:
            return None
        self._of = self._of or self._desk.count_unsent()
        for choose in (
            self._greeting,
            self._depositing,
            self._renaming,
            self._asking_scope,
            self._filling,
            self._sending_blob,
            self._exchanging,
            self._fetching_blob,
        ):
            errand = choose()
            if errand is not None:
                return errand
        self._end()
        return None

    # -- what is asked, in this order ----------------------------------------------------------------------
    def _greeting(self) -> Errand | None:
        if self.line.deposit_key:
            return None

        def ask() -> tuple[messages.Hello, int]:
            asked = self._clock.now()
            hello = self.line.hello()
            check_hello(hello, self._membership.council, self._membership.council_key)
            return hello, clock_off(hello, asked, self._clock.now())

        return self._errand(ask, lambda found: self._greeted(*found))

    def _depositing(self) -> Errand | None:
        handing = self._handing_in
        if handing is None:
            return None
        part = handing.next()
        if part is None:
            raise refusal(Refused(Why.DEVICE_REVOKED))
        return self._errand(
            lambda: self.line.deposit(seal(self.line.deposit_key, part)),
            lambda _receipt: self._deposited(handing, part),
        )

    def _renaming(self) -> Errand | None:
        if not self._rename:
            return None
        head = self._desk.last_sequence()
        return self._errand(lambda: self.line.incarnation(head), self._renamed)

    def _asking_scope(self) -> Errand | None:
        return self._errand(self.line.scope, self._scoped) if self._ask_scope else None

    def _filling(self) -> Errand | None:
        filling = self._stand.filling
        if filling is None:
            return None
        scopes = tuple(scope_name(one) for one in filling.scopes)
        request = messages.SnapshotRequest(scopes=scopes, after=filling.after, page_bytes=FILL_BYTES)
        held = frozenset(Scope(one.kind, one.id) for one in scopes)

        def page(wanted: messages.SnapshotRequest) -> Filled:
            return self._checker.filled(self.line.snapshots(wanted), held)

        def ask() -> Filled:
            found = self._ahead.take(request) or page(request)
            if found.reply.next and not self.cancelled:
                following = replace(request, after=found.reply.next)
                self._ahead.begin(following, partial(page, following))
            return found

        return self._errand(ask, self._filled)

    def _sending_blob(self) -> Errand | None:
        errand = self._blobs.sending()
        return errand and self._errand(errand.ask, errand.take)

    def _exchanging(self) -> Errand | None:
        if self._exchanged:
            return None
        batch = [] if self._stand.restoring else self._desk.outgoing(self._stand.not_given)
        for one in batch:
            self._blobs.want_those_of(one)
        if self._blobs:
            return self._sending_blob() or self._exchanging()
        stand, head = self._stand, self._desk.last_sequence()
        bundled = in_bundles(batch, lambda one: one.scope)
        batch = [one for bundle in bundled for one in bundle]  # as their answers come

        def ask() -> Fetched:
            reply = self.line.exchange(
                messages.ExchangeRequest(
                    cursor=messages.Cursor(epoch=stand.epoch, revision=stand.revision),
                    head=head,
                    bundles=tuple(map(self._signed, bundled)),
                    own_too=stand.own_too,
                )
            )
            return self._checker.fetched(reply)

        return self._errand(ask, lambda found: self._exchanged_with(batch, found))

    def _signed(self, bundle: Sequence[Outgoing]) -> messages.Bundle:
        bodies = tuple(one.body for one in bundle)
        return messages.Bundle(signature=sign_bundle(self._key, bodies), changes=bodies)

    def _fetching_blob(self) -> Errand | None:
        errand = self._blobs.fetching(self._stand.children)
        return errand and self._errand(errand.ask, errand.take, missing_ok=True)

    # -- what is taken in ----------------------------------------------------------------------------------
    def _errand(
        self, ask: Callable[[], Any], take: Callable[[Any], Changed], *, missing_ok: bool = False
    ) -> Errand:
        def asked() -> object:
            try:
                self._ahead.wait()
                return ask()
            except Refused as refused:  # what it means for this laptop is decided beside the caseload
                return refused

        def taken(answer: object) -> Changed:
            if isinstance(answer, Refused):
                if missing_ok and answer.why is Why.NOT_FOUND:
                    return Changed()
                return self._refused(answer)
            changed = take(answer)
            self.children |= changed.children
            return changed

        return Errand(asked, taken)

    def _refused(self, refused: Refused) -> Changed:
        match refused.why:
            case Why.OFFICE_RESTORED:
                self._office_restored(refused.facts)
            case Why.LAPTOP_RESTORED:
                self._rename = True
            case Why.NOT_FOUND if self._stand.filling:  # a child was taken away meanwhile
                self._ask_scope = True
                self._put(filled_anew(self._stand, self._stand.filling))
            case Why.DEVICE_REVOKED if self._handing_in is None:
                self._put(replace(self._stand, revoked=True))
                whose = Whose(self._membership.council, self._stand.device, self._stand.person, self._key)
                self._handing_in = HandingIn(self._caseload, whose, self._stand.handed_in_through)
            case _:
                raise refusal(refused)
        return Changed()

    def _office_restored(self, facts: Mapping[str, str | int]) -> None:
        epoch, restored_to = int(facts["epoch"]), int(facts["restored_to"])
        known = restored_to if epoch == self._stand.epoch + 1 else 0  # of a missed epoch nothing is known
        scopes = tuple(all_scopes(self._stand.person, self._stand.children))
        stand = replace(
            doubt_all(self._stand),
            epoch=epoch,
            revision=0,
            filling=Filling(scopes, first=True),
            in_step_at="",
        )
        self._desk.begin_again(known, epoch * EPOCH_STEP, self._on_desk(stand))
        self._stand_at(stand)
        self._exchanged = False

    def _greeted(self, hello: messages.Hello, off: int) -> Changed:
        self.line.deposit_key = hello.deposit_key
        if off != self._stand.clock_off:
            self._put(replace(self._stand, clock_off=off))
        return Changed()

    def _deposited(self, handing: HandingIn, part: Deposit) -> Changed:
        if count := handing.kept(part):
            stand, at = self._stand, self._clock.now().isoformat()
            count += stand.handed_in
            self._put(replace(stand, handed_in=count, handed_in_through=handing.through, handed_in_at=at))
        return Changed()

    def _renamed(self, reply: messages.Incarnation) -> Changed:
        self._rename = False
        self._put(replace(self._stand, device=reply.device, own_too=True, restoring=True))
        self.line.device = reply.device
        self._caseload.put_desk(PUT_BACK, None)
        return Changed()

    def _scoped(self, reply: messages.ScopeReply) -> Changed:
        self._ask_scope = self._exchanged = False
        people: Json = {one.id: one.name for one in reply.people}
        self._put(scoped(self._stand, reply), {PEOPLE: people, **given_now(self._caseload, reply.children)})
        return Changed()

    def _filled(self, found: Filled) -> Changed:
        filling, reply = self._stand.filling, found.reply
        if filling is None:
            return Changed()
        began = reply.revision if filling.revision is None else filling.revision
        if reply.next:
            going_on = replace(filling, after=reply.next, revision=began)
            stand = replace(self._stand, filling=going_on)
            return self._take_filled(found, stand)
        place = {"epoch": reply.epoch, "revision": began} if filling.first else {}
        given = believe(self._stand, (scope_name(one).id for one in filling.scopes))
        stand = replace(given, filling=None, **place)  # type: ignore[arg-type]  # its own fields
        changed = self._take_filled(found, replace(self._stand, filling=replace(filling, revision=began)))
        scopes = [Scope(one.kind, one.id) for one in map(scope_name, filling.scopes)]
        rest = self._desk.finish_filling(scopes, self._on_desk(stand))
        self._stand_at(stand)
        self.children |= changed.children
        return rest

    def _take_filled(self, found: Filled, stand: Stand) -> Changed:
        changed = self._desk.take_snapshot(found.records, found.proposals, self._on_desk(stand), found.alone)
        self._stand_at(stand)
        self._done += found.count
        return changed

    def _exchanged_with(self, batch: list[Outgoing], found: Fetched) -> Changed:
        reply = found.reply
        if any(answer.reason == ID_TAKEN for answer in reply.answers):
            # The office has another state of the same entry: this laptop was put back and wrote on in it.
            self._rename = True
            return Changed()
        stand = replace(self._stand, epoch=reply.cursor.epoch)
        if reply.scope.hash == stand.scope_hash:  # else it is not known here whose records the page left out
            stand = replace(stand, revision=reply.cursor.revision)
        if reply.scope.revision != stand.scope_revision:  # new changes have to carry the new one
            stand = replace(stand, scope_hash=OUTDATED)
        not_given, aside = set(stand.not_given), dict(stand.set_aside)
        answers = list(zip(batch, reply.answers, strict=True))
        for sent, answer in answers:
            if answer.outcome is Outcome.SET_ASIDE:
                aside[sent.change_id] = answer.reason
            elif answer.outcome is Outcome.WAITING and answer.reason == "not_allocated":
                not_given.add(sent.scope.id)
            elif answer.outcome is Outcome.WAITING:
                self._blobs.want_again(sent, answer)
        stand = replace(stand, not_given=tuple(sorted(not_given)), set_aside=aside)
        page = Page([(sent.change_id, answer) for sent, answer in answers], found.entries)
        changed = Changed()
        if answers or found.entries or stand != self._stand or not self._knows_no_more:
            try:
                changed = self._desk.take(page, self._on_desk(stand))
            except StrangeOwn:
                self._rename = True
                return Changed()
            self._stand_at(stand)
        self._done += len(answers)
        self._after_page(reply, any(answer.outcome is not Outcome.WAITING for _, answer in answers))
        return changed

    def _after_page(self, reply: messages.ExchangeReply, sent_some: bool) -> None:
        stand = self._stand
        self._ask_scope = reply.scope.hash != stand.scope_hash
        if stand.restoring and not reply.more and not self._ask_scope:
            stand = replace(stand, restoring=False, own_too=False)
            self._desk.go_on_as(stand.device, stand.person, self._on_desk(stand))
            self._stand_at(stand)
            return
        waits = sent_some and self._desk.has_outgoing(stand.not_given)
        self._exchanged = not (reply.more or self._ask_scope or self._blobs or waits)

    def _end(self) -> None:
        """All is in step: take off what is no longer this person's, and note the time."""
        stand = self._stand
        going = leaving_now(self._caseload, stand, self.kept)
        if going:
            marks = gone_now(self._caseload, stand, going)
            stand = without(stand, going)
            self.gone = self._desk.purge(going, {**self._on_desk(stand), **marks}).children
            self.children |= self.gone
        now = self._clock.now().isoformat()
        self._put(replace(stand, in_step_at=now))

    # -- small things --------------------------------------------------------------------------------------
    def _put(self, stand: Stand, more: Mapping[str, Json] | None = None) -> None:
        self._desk.lay({**self._on_desk(stand), **(more or {})})
        self._stand_at(stand)

    def _stand_at(self, stand: Stand) -> None:
        self._stand, self._kept_known = stand, self._laid_known
        write_as_enrolled(self._caseload, stand)

    @property
    def _knows_no_more(self) -> bool:
        """Return whether every device that was learnt of is on the desk."""
        return self._checker.known is self._kept_known

    def _on_desk(self, stand: Stand) -> dict[str, Json]:
        if self._knows_no_more:
            return {STAND: stand.as_json()}
        self._laid_known = known = self._checker.known
        return {STAND: stand.as_json(), CERTIFICATES: dict(known)}
