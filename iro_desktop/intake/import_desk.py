"""Where what the files said meets what a caseload, or the office, holds already."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from iro_desktop.domain.child import Child, Episode, Person
from iro_desktop.domain.clock import england_day
from iro_desktop.domain.records import Record
from iro_desktop.domain.review import Meeting, MeetingState, Review
from iro_desktop.intake.import_merge import (
    Outcome,
    created,
    differs,
    merged,
    said_last,
    with_said,
)
from iro_desktop.intake.incoming import Imported, Incoming, Reading
from iro_desktop.intake.remarks import Place

R = TypeVar("R", bound=Record)

_STEP_EVERY = 200
_NEAR = timedelta(days=7)


class Shelf(Protocol):
    """Where records are kept: a caseload's unit of work, or the office's database."""

    def list(self, kind: type[R], /) -> tuple[R, ...]:
        """Return every record of a kind."""
        ...

    def save(self, record: Record, /) -> None:
        """Keep a record: made, or changed."""
        ...


class ImportDesk:
    """Holds the caseload's records while rows are merged into them, then saves those that changed."""

    def __init__(self, work: Shelf, reading: Reading, today: date, step: Callable[[int, int], None]) -> None:
        self._work = work
        self._reading = reading
        self._today = today
        self._step = step
        self._about = reading.notebook.about_row
        self._here: dict[str, Imported] = {}
        """Every record of a kind that is imported, as it now stands."""
        self._changed: dict[str, None] = {}
        self.outcomes: dict[Place, dict[str, Outcome]] = {place: {} for place in Place}
        self._here |= {child.id: child for child in work.list(Child)}
        self._here |= {episode.id: episode for episode in work.list(Episode)}
        self._here |= {review.id: review for review in work.list(Review)}
        self._here |= {person.id: person for person in work.list(Person)}
        self._held = self._reviews_by_day()
        self._typed = {
            (record.child_id, record.role.value, _plain(record.name)): record
            for record in self._here.values()
            if isinstance(record, Person) and not record.source_key
        }
        """People typed in here, by child, role and name."""

    def take_in(self, only_iro: str = "") -> None:
        """Merge everything that was read, and save."""
        if only_iro:
            self._reading = self._only(only_iro)
        same_but_for_zeros = self._without_zeros()
        for child in self._reading.children:
            if child.child in same_but_for_zeros:
                self._about("child-zeros", child.row, "CHILD")
            else:
                self._merge(Place.CHILDREN, child)
        for addition in self._reading.additions:
            if addition.child in same_but_for_zeros:
                self._about("child-zeros", addition.row, "CHILD")
            else:
                self._add_to_child(addition)
        for episode in self._known(self._reading.episodes):
            self._merge(Place.EPISODES, episode)
        self._mark_replaced()
        for review in self._known(self._reading.reviews):
            self._take_review(review)
        self._remark_on_gone()
        for person in self._known(self._reading.people):
            self._take_person(person)
        self._end_people()
        self._save()

    def _save(self) -> None:
        for done, id_ in enumerate(self._changed):
            if done % _STEP_EVERY == 0:
                self._step(done, len(self._changed))
            self._work.save(self._here[id_])
        self._step(len(self._changed), len(self._changed))

    def _only(self, iro: str) -> Reading:
        """Return the reading with only the children of one IRO, and those already here."""
        wanted = {
            one.child
            for one in self._reading.additions
            if str(one.fields.get("iro_name", "")).casefold() == iro.casefold()
        }
        here = {r.source_key for r in self._here.values() if isinstance(r, Child)}
        files = [one.row.file for one in self._reading.children if one.child not in wanted | here]
        for file in dict.fromkeys(files):
            self._reading.notebook.about("not-this-iro", file)

        def keep(said: Iterable[Incoming]) -> tuple[Incoming, ...]:
            return tuple(one for one in said if one.child in wanted | here)

        read = self._reading
        return replace(
            read,
            children=keep(read.children),
            additions=keep(read.additions),
            episodes=keep(read.episodes),
            reviews=keep(read.reviews),
            people=keep(read.people),
        )

    def _merge(self, place: Place, incoming: Incoming, id_: str = "") -> None:
        """Merge one row into its record (`id_`, where that is not the id derived from the row's key)."""
        record = self._here.get(id_ or incoming.id)
        if record is None:
            self._put(created(incoming))
            self.outcomes[place][incoming.id] = Outcome.CREATED
            return
        merge = merged(record, incoming)
        for _field in merge.kept:
            self._about("value-kept", incoming.row, _column(_field))
        if getattr(record, "ended_on", None) and not getattr(merge.record, "ended_on", None):
            self._about("episode-open-again", incoming.row, "DEC")
        if merge.record is not record:
            self._put(merge.record)
        self._count(place, record.id, merge.outcome)

    def _put(self, record: Imported) -> None:
        self._here[record.id] = record
        self._changed[record.id] = None

    def _count(self, place: Place, id_: str, outcome: Outcome) -> None:
        """Count a record once: made in this import, or changed by any row, else unchanged."""
        rank = list(Outcome)
        so_far = self.outcomes[place].get(id_, Outcome.UNCHANGED)
        self.outcomes[place][id_] = max(so_far, outcome, key=rank.index)

    def _known(self, said: Iterable[Incoming]) -> Iterable[Incoming]:
        """Yield the rows whose child is here; the others are rejected."""
        for one in said:
            if one.fields["child_id"] in self._here:
                yield one
            else:
                self._about("child-unknown", one.row, "CHILD")

    # --- children

    def _without_zeros(self) -> set[str]:
        """Return the numbers that a spreadsheet made of others: "00101", which is known, is not "101".

        A number is believed if it is here, or if a header file gives it beside the other.
        """
        here = {each.source_key for each in self._here.values() if isinstance(each, Child)}
        headed = {each.child for each in self._reading.children}
        known: dict[str, set[str]] = defaultdict(set)
        for number in here | headed:
            known[number.lstrip("0")].add(number)

        def believed(number: str) -> bool:
            others = known[number.lstrip("0")] - {number}
            return number in here or not others or (number in headed and others <= headed)

        said = headed | {each.child for each in self._reading.additions}
        return {number for number in said if not believed(number)}

    def _add_to_child(self, addition: Incoming) -> None:
        child = self._here.get(addition.id)
        if child is None and "uasc_until" in addition.fields:
            self._about("child-unknown", addition.row, "CHILD")
            return
        if child is None:
            self._about("child-from-people-file", addition.row, "CHILD")
        elif isinstance(child, Child) and child.date_of_birth:
            addition = self._without_birth(addition, child)
        self._merge(Place.CHILDREN, addition)

    def _without_birth(self, addition: Incoming, child: Child) -> Incoming:
        """Leave the people file's date of birth out: it only checks the return's, which alone is written."""
        born = addition.fields.get("date_of_birth")
        in_return = any(one.id == child.id for one in self._reading.children)
        if born not in {None, child.date_of_birth} and not in_return:
            self._about("birth-disagrees", addition.row, "DOB")
        fields = {name: value for name, value in addition.fields.items() if name != "date_of_birth"}
        return replace(addition, fields=fields)

    # --- episodes

    def _mark_replaced(self) -> None:
        """Mark the episodes whose key a corrected return changed; one that is named again counts again."""
        said = {one.id for one in self._reading.episodes}
        by_child: dict[str, list[Episode]] = defaultdict(list)
        for record in list(self._here.values()):
            if isinstance(record, Episode) and record.id in said:
                if record.replaced_by:
                    self._put(replace(record, replaced_by=""))
                    self._count(Place.EPISODES, record.id, Outcome.UPDATED)
                by_child[record.child_id].append(record)
        file = next((one.row.file for one in self._reading.episodes), "")
        for record in list(self._here.values()):
            if not isinstance(record, Episode) or record.id in said or not record.source_key:
                continue
            new = next((one for one in by_child[record.child_id] if _same_stay(record, one)), None)
            if new and not record.replaced_by:
                self._put(replace(record, replaced_by=new.id))
                self._count(Place.EPISODES, record.id, Outcome.UPDATED)
                self._reading.notebook.about("episode-replaced", file)

    # --- reviews

    def _reviews_by_day(self) -> dict[str, dict[date, str]]:
        """Index reviews by child and by each day on which one was held, its meetings' days included.

        One that is being recorded has no day yet: it is found by its meetings' and the day it was begun.
        """
        held: dict[str, dict[date, str]] = defaultdict(dict)
        days: dict[str, list[date]] = defaultdict(list)
        for meeting in self._work.list(Meeting):
            days[meeting.review_id] += [day for day in (meeting.held_on, meeting.scheduled_on) if day]
            if meeting.held_on and meeting.state is MeetingState.HELD:
                held[meeting.child_id][meeting.held_on] = meeting.review_id
        for record in self._here.values():
            if isinstance(record, Review) and record.held_on:
                held[record.child_id][record.held_on] = record.id
        for record in self._here.values():
            if isinstance(record, Review) and record.started_at and not record.held_on:
                for day in (*days[record.id], england_day(record.started_at)):
                    held[record.child_id].setdefault(day, record.id)
        return held

    def _take_review(self, incoming: Incoming) -> None:
        """Merge a review row: into the review that the return made, else into the one recorded here."""
        child, day = incoming.fields["child_id"], incoming.fields["held_on"]
        own = self._held[child].get(day)
        id_ = incoming.id if incoming.id in self._here else own or incoming.id
        record = self._here.get(id_)
        if isinstance(record, Review) and record.id != incoming.id:
            # The return counts a series by one of its meetings; the date recorded here stands.
            incoming = replace(incoming, fields={**incoming.fields, "held_on": record.held_on})
        if isinstance(record, Review) and record.finished_at:
            if differs(record, incoming):
                self._about("review-finished", incoming.row, "REVIEW")
            self._count(Place.REVIEWS, record.id, Outcome.UNCHANGED)
            return
        if record is None:
            self._remark_on_near(incoming, child, day)
        self._merge(Place.REVIEWS, incoming, id_)

    def _remark_on_near(self, incoming: Incoming, child: str, day: date) -> None:
        for other, id_ in self._held[child].items():
            record = self._here.get(id_)
            ours = isinstance(record, Review) and not record.source_key
            if ours and abs(other - day) <= _NEAR:
                self._about("review-near", incoming.row, "REVIEW")
                return

    def _remark_on_gone(self) -> None:
        """Remark on reviews that an earlier return gave and this one passes over."""
        said: dict[str, list[Incoming]] = defaultdict(list)
        for one in self._reading.reviews:
            said[one.fields["child_id"]].append(one)
        named = {one.id for one in self._reading.reviews}
        for record in self._here.values():
            if not isinstance(record, Review) or not record.source_key or record.started_at:
                continue
            days = [one.fields["held_on"] for one in said[record.child_id]]
            if record.id not in named and record.held_on and days and min(days) < record.held_on < max(days):
                self._reading.notebook.about("review-gone", said[record.child_id][0].row.file)

    # --- people

    def _take_person(self, incoming: Incoming) -> None:
        record = self._here.get(incoming.id) or self._typed_here(incoming)
        if isinstance(record, Person) and "until" in said_last(record):
            # This import or an earlier one ended them; a file that names them again has them back.
            incoming = replace(incoming, fields={"until": None, **incoming.fields})
        self._merge(Place.PEOPLE, incoming, record.id if record else "")

    def _typed_here(self, incoming: Incoming) -> Person | None:
        """Return the person whom somebody typed in before the file named them."""
        role, name = incoming.fields["role"], _plain(incoming.fields["name"])
        return self._typed.get((incoming.fields["child_id"], role, name))

    def _end_people(self) -> None:
        """Give an end to imported people whose role the file now gives to others, and only to those."""
        said = {one.id for one in self._reading.people}
        roles = {(one.fields["child_id"], one.fields["role"]): one.row.file for one in self._reading.people}
        for record in list(self._here.values()):
            if not isinstance(record, Person) or not record.source_key or record.until or record.id in said:
                continue
            if file := roles.get((record.child_id, record.role)):
                self._put(with_said(record, until=self._today))
                self._count(Place.PEOPLE, record.id, Outcome.UPDATED)
                self._reading.notebook.about("person-ended", file)


def _same_stay(old: Episode, new: Episode) -> bool:
    """Say whether `new` can only be a correction of `old`: nobody is in two episodes at once.

    An old episode that merely lies beside the file's (a return lists only its own year's) is history.
    """
    if old.began_on is None or new.began_on is None:
        return False
    if old.began_on == new.began_on:
        return True
    overlap = old.began_on < (new.ended_on or date.max) and new.began_on < (old.ended_on or date.max)
    alike = (old.placement, old.legal_status, old.placement_postcode) == (
        new.placement,
        new.legal_status,
        new.placement_postcode,
    )
    return overlap and old.reason_new == new.reason_new and (new.reason_new == "S" or alike)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


_COLUMNS = {
    "date_of_birth": "DOB", "sex": "SEX", "ethnicity": "ETHNIC", "upn": "UPN", "is_mother": "MOTHER",
    "uasc_until": "DUC", "legal_status": "LS", "category_of_need": "CIN", "placement": "PLACE",
    "placement_provider": "PLACE_PROVIDER", "ended_on": "DEC", "reason_ended": "REC",
    "home_postcode": "HOME_POST", "placement_postcode": "PL_POST", "began_on": "DECOM",
    "held_on": "REVIEW", "participation": "REVIEW_CODE",
}  # fmt: skip


def _column(field: str) -> str:
    """Return the column that a field comes from, for the remark."""
    return _COLUMNS.get(field, field.upper())
