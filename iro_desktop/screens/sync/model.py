"""How the laptop stands with the office, in an IRO's words, and the choices that each matter leaves."""

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, Qt

from iro_desktop.domain.date_words import brief_date
from iro_desktop.domain.problems import KnownProblem
from iro_desktop.screens.widgets.row_table import Index, RowsModel
from iro_desktop.services.office_types import (
    THE_OFFICE,
    Choice,
    Matter,
    MatterKind,
    Pick,
    Side,
    SyncState,
    WaitingItem,
)

NOT_ENROLLED = SyncState()
_SAFE = re.compile(r"\bwork is (?:kept|safe)\b", re.I)
LOCAL_WORDS = "On this laptop only"


@dataclass(frozen=True)
class Standing:
    """Everything the words about the office follow from."""

    state: SyncState = NOT_ENROLLED
    running: bool = False
    problem: KnownProblem | None = None
    """Why the last try did not get through; None once one has."""
    offline: bool = False
    """Whether that is because there is no way to the office, rather than something to see to."""

    @property
    def in_step(self) -> bool:
        """Say whether nothing waits here and nobody has to decide: reckoned from what is here."""
        return self.state.enrolled and not self.state.to_send and not self.state.needs_you


@dataclass(frozen=True)
class Offer:
    """One answer to a matter: what stands on its button."""

    words: str
    choice: Choice
    primary: bool = False


# -- words -------------------------------------------------------------------------------------------------
def moment(at: datetime, now: datetime, zone: tzinfo | None = None) -> str:
    """Return the time of day, with the day where it was not today: "14:03", "Wed 11 Mar, 14:03"."""
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    time = f"{here:%H:%M}"
    return time if here.date() == today else f"{brief_date(here.date(), today)}, {time}"


def status_words(standing: Standing, now: datetime) -> str:
    """Return what the status bar says beside "Saved"."""
    state = standing.state
    if not state.enrolled:
        return LOCAL_WORDS
    need = f"▲ {_need_you(state.needs_you)}" if state.needs_you else ""
    return "  ·  ".join(part for part in (need, _step_words(standing, now)) if part)


def _step_words(standing: Standing, now: datetime) -> str:
    state = standing.state
    waits = f"{state.to_send:,} to send" if state.to_send else ""
    if standing.running:
        return f"Syncing… {waits}".rstrip()
    if standing.problem is not None:
        where = "Offline" if standing.offline else "▲ Not sent"
        return f"{where}, {waits or 'nothing to send'}"
    if waits or state.needs_you:
        return waits
    if state.last_synced is None:
        return "Not in step with the office yet"
    return f"✓ In step with the office {moment(state.last_synced, now)}"


def _need_you(count: int) -> str:
    return f"{count:,} need you" if count > 1 else "1 needs you"


def heading_words(standing: Standing) -> str:
    """Return the page's first line about an enrolled laptop: where things stand."""
    state = standing.state
    if standing.running:
        return "Syncing…"
    parts = []
    if state.needs_you:
        parts.append(f"▲ {_need_you(state.needs_you)}")
    if state.to_send:
        parts.append(f"{state.to_send:,} to send")
    if parts:
        return "  ·  ".join(parts)
    return "✓ In step with the office" if state.last_synced else "Not in step with the office yet"


def last_words(standing: Standing, now: datetime) -> str:
    """Return when all was last in step, and with whom."""
    state = standing.state
    council = state.council_name or state.address
    who = f"{state.person_name}, {council}" if state.person_name else council
    if state.last_synced is None:
        return f"Joined as {who}. Not in step with the office yet."
    return f"Joined as {who}. Last wholly in step: {moment(state.last_synced, now)}."


def waiting_words(standing: Standing, listed: int) -> str:
    """Return how many changes wait, the same number as everywhere, and how many of them are listed."""
    waits = max(standing.state.to_send, listed)
    oldest = f". The oldest {listed:,} are listed" if listed < waits else ""
    return f"Waiting to be sent: {waits:,}{oldest}"


def problem_words(standing: Standing) -> str:
    """Return why the office was not reached and what happens next; "" when it was or the notice says it."""
    ended = standing.state.revoked and not standing.offline
    if standing.problem is None or standing.running or ended:
        return ""
    told = f"{standing.problem.title} {standing.problem.what_to_do}"
    safe = "It" if _SAFE.search(told) else "Your work is safe on this laptop, and it"
    return f"{told} {safe} is tried again by itself."


def notice_words(standing: Standing, now: datetime) -> str:
    """Return what holds beside all that: what a revoked laptop has handed in, a clock that is wrong."""
    state = standing.state
    found = [_revoked_words(state, now)] if state.revoked else []
    if state.clock_off:
        title, what_to_do = clock_words(state.clock_off)
        found.append(f"{title} {what_to_do}")
    return "\n".join(found)


def _revoked_words(state: SyncState, now: datetime) -> str:
    left = "Nothing that you wrote was unsent."
    if state.handed_in and state.handed_in_at:
        what = f"{state.handed_in:,} changes that were" if state.handed_in > 1 else "One change that was"
        when = moment(state.handed_in_at, now)
        left = f"{what} unsent went to the office sealed, {when}: your manager can have them taken in."
    return (
        f"The office has ended this laptop's access. {left} What is here stays, to be read; what you write "
        "from now on is handed in too. To go on syncing, type a new code from your office above."
    )


def clock_words(seconds: int) -> tuple[str, str]:
    """Return what is wrong with this laptop's clock, and what to do."""
    minutes = abs(seconds) // 60
    steps = ((2 * 24 * 60, 24 * 60, "day"), (2 * 60, 60, "hour"), (0, 1, "minute"))
    size, unit = next((minutes // each, name) for least, each, name in steps if minutes >= least)
    way = "ahead of" if seconds > 0 else "behind"
    return (
        f"This laptop's clock is {size:,} {unit}{'s' if size > 1 else ''} {way} the office's.",
        "Put its date and time right: what is due is reckoned from its date. Nothing you wrote is affected.",
    )


def progress_words(done: int, of: int, words: str) -> str:
    """Return how far a sync is."""
    count = f"{done:,} of {of:,}" if of else ""
    return ": ".join(part for part in (words or "Talking to the office", count) if part)


_KIND_WORDS = {
    MatterKind.CONFLICT: "Two versions",
    MatterKind.DELETED: "Removed, and changed",
    MatterKind.PROPOSAL: "A change after Finish",
    MatterKind.AFTER_FINISH: "Not seen at Finish",
    MatterKind.SET_ASIDE: "Could not be read",
    MatterKind.PURGE: "No longer yours",
}


def kind_words(matter: Matter) -> str:
    """Return in a few words what sort of decision it is."""
    count = len(matter.sides)
    if matter.kind is MatterKind.CONFLICT and count > 2:
        return f"{count} versions"
    return _KIND_WORDS[matter.kind]


def explain(matter: Matter) -> str:
    """Return what happened, what the choice does, and that nothing is lost."""
    kept = "Nothing is lost: every version stays in the history."
    if matter.kind is MatterKind.PURGE:
        return (
            matter.note
            or "Their records go from this laptop; nothing unsent is lost, and the office keeps all of it."
        )
    if matter.kind is MatterKind.CONFLICT:
        if matter.closed:
            return f"This review is finished: what you choose is added beside it, as an amendment. {kept}"
        return f"This was written in more than one place. Choose which to go on with. {kept}"
    if matter.kind is MatterKind.DELETED:
        return f"One person removed this while another changed it. {kept}"
    if matter.kind is MatterKind.SET_ASIDE:
        return "This could not be taken over as it is. It is kept as it came, and holds up nothing else."
    late = "This was written for a review that was finished meanwhile."
    if matter.kind is MatterKind.AFTER_FINISH:
        late = "Whoever finished this review had not seen this yet. It stands in the finished record."
    return f"{late} {kept}"


# -- choices -----------------------------------------------------------------------------------------------
def offers(matter: Matter) -> tuple[Offer, ...]:
    """Return the answers to a matter, in the order of their buttons. Editing is not among them."""
    if matter.kind is MatterKind.CONFLICT:
        return _conflict_offers(matter)
    return {
        MatterKind.DELETED: (
            Offer("&Keep it", Choice(Pick.KEEP), primary=True),
            Offer("&Remove it", Choice(Pick.DELETE)),
        ),
        MatterKind.PROPOSAL: _AFTER_FINISH,
        MatterKind.AFTER_FINISH: (Offer("I have see&n this", Choice(Pick.DISMISS)),),
        MatterKind.SET_ASIDE: (Offer("I have see&n this", Choice(Pick.DISMISS)),),
        MatterKind.PURGE: (Offer("&Let them go", Choice(Pick.AGREE)),),
    }[matter.kind]


_LATE = (MatterKind.PROPOSAL, MatterKind.AFTER_FINISH)
_AFTER_FINISH = (
    Offer("&Add as an amendment", Choice(Pick.AMEND), primary=True),
    Offer("&Leave it", Choice(Pick.DISMISS)),
)


def _conflict_offers(matter: Matter) -> tuple[Offer, ...]:
    several = sum(not side.mine for side in matter.sides) > 1
    found = [
        Offer(_take_words(side, number, several=several), Choice(Pick.SIDE, number), primary=side.mine)
        for number, side in in_order(matter)
    ]
    if matter.is_text:
        found.append(Offer("Keep &both" if len(matter.sides) == 2 else "Keep &all", Choice(Pick.BOTH)))
    return tuple(found)


def in_order(matter: Matter) -> list[tuple[int, Side]]:
    """Return the versions with their numbers as they are shown: one's own first, then the current one."""
    return sorted(enumerate(matter.sides), key=lambda entry: not entry[1].mine)


def _take_words(side: Side, number: int, *, several: bool) -> str:
    if side.mine:
        return "Keep &mine"
    if not several:
        return "Take the &office's" if side.who == THE_OFFICE else "Take &theirs"
    return f"Take version {number + 1}"


def may_edit(matter: Matter) -> bool:
    """Say whether a wording of one's own is among the answers."""
    return matter.kind in (MatterKind.CONFLICT, *_LATE) and matter.is_text


def edited(matter: Matter, text: str) -> Choice:
    """Return the answer that a wording of one's own is."""
    return Choice(Pick.AMEND if matter.kind in _LATE else Pick.EDITED, text=text)


def to_edit(matter: Matter) -> str:
    """Return the text an edit begins with: one's own version, else the current one."""
    mine = next((side.words for side in matter.sides if side.mine), "")
    return mine or (matter.sides[0].words if matter.sides else "")


def side_title(matter: Matter, number: int) -> str:
    """Return whose version it is, in a word or two."""
    side = matter.sides[number]
    if side.mine:
        return "Mine"
    if sum(not each.mine for each in matter.sides) == 1:
        return f"{side.who}’s" if side.who else "Theirs"
    return f"Version {number + 1}" if number else "Version 1, the office's now"


def by_words(side: Side, now: datetime) -> str:
    """Return who wrote a version and when."""
    who = side.who or "Not known who"
    return f"{who}, {moment(side.at, now)}" if side.at else who


# -- tables ------------------------------------------------------------------------------------------------
class WaitingModel(RowsModel[WaitingItem]):
    """What waits here, the oldest first as given."""

    headings = ("Child", "What", "Since", "Why it waits")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now: datetime | None = None

    def set_items(self, items: tuple[WaitingItem, ...], now: datetime) -> None:
        """Take what waits."""
        self._now = now
        self.show_rows(items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; asked longer, all of it."""
        item = self._rows[index.row()]
        if self._now is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = (item.child, item.what, moment(item.at, self._now), item.reason or "Its turn comes next")
        return cells[index.column()]


class MattersModel(RowsModel[Matter]):
    """What needs a person."""

    headings = ("Child", "Where", "What it is")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell; asked longer, all of it."""
        matter = self._rows[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (matter.child or "–", matter.where, f"▲ {kind_words(matter)}")[index.column()]

    def place_of(self, key: str) -> int:
        """Return the row of a matter, -1 if it is not here."""
        return next((n for n, matter in enumerate(self._rows) if matter.key == key), -1)
