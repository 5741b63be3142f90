"""From records to what a letter may use: a record of another child or another review is refused."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from iro_desktop.domain.child import Child, Episode, Person, PersonRole
from iro_desktop.domain.childs_words import spoken_in
from iro_desktop.domain.letter import LetterPart
from iro_desktop.domain.person import Profile
from iro_desktop.domain.placements import postcodes_of
from iro_desktop.domain.review import (
    Attendance,
    Decision,
    Presence,
    Review,
    ReviewSection,
    SectionTopic,
    View,
)
from iro_desktop.letters.attendance import who_came
from iro_desktop.letters.facts import (
    DecisionFact,
    KeptOut,
    LetterFacts,
    PersonFact,
    SaidFact,
    Source,
    Value,
    Withheld,
    Writer,
    WrongChild,
    refuse_other,
)
from iro_desktop.letters.second_person import lower_first

_TOPICS = list(SectionTopic)
_QUOTES = '"“”„«»'


@dataclass(frozen=True)
class LetterRecords:
    """The records of one review of one child, as they stand in the caseload."""

    child: Child
    people: tuple[Person, ...]
    review: Review
    sections: tuple[ReviewSection, ...]
    views: tuple[View, ...]
    decisions: tuple[Decision, ...]
    profile: Profile
    attendances: tuple[Attendance, ...] = ()
    episodes: tuple[Episode, ...] = ()


def gather(records: LetterRecords) -> tuple[LetterFacts, KeptOut]:
    """Return what the letter may say and what it must not; WrongChild if a record is from elsewhere."""
    child, review = records.child, records.review
    letter = Source(child.id, review.id)
    if review.child_id != child.id:
        raise WrongChild("the review is of another child")
    of_child = Source(child.id)
    facts = LetterFacts(
        source=letter,
        writer=Writer(records.profile.name, records.profile.phone, records.profile.local_helpline),
        name_used=Value(child.name_used, of_child),
        own_names=Value((child.known_as, child.given_name, child.family_name), of_child),
        sex=Value(str(child.sex), of_child),
        festivals=Value(child.keeps_festivals, of_child),
        held_on=Value(review.held_on, letter),
        participation=Value(review.participation, letter),
        how_views_known=Value(review.how_views_known, letter),
        thanks=Value(review.thanks, letter),
        iro_view=Value(review.iro_view, letter),
        challenge=Value(review.challenge, letter),
        next_on=Value(review.next_booked_on, letter),
        people=tuple(_people(records.people, review.held_on)),
        said=tuple(_said(records.views, _in_order(records.sections))),
        going_well=tuple(_lines(_in_order(records.sections), "going_well")),
        worries=tuple(_lines(_in_order(records.sections), "worried")),
        decisions=tuple(_decisions(records.decisions)),
        attenders=tuple(_attenders(records)),
        came=tuple(who_came(child, records.people, records.attendances, records.profile.name)),
    )
    return facts, _kept_out(records)


def refuse_other_part(part: LetterPart, letter: Source) -> None:
    """Raise WrongChild if a rewritten part belongs to another child's or another review's letter."""
    refuse_other(Source(part.child_id, part.review_id), letter)


def _in_order(sections: Iterable[ReviewSection]) -> list[ReviewSection]:
    return sorted(sections, key=lambda section: _TOPICS.index(section.topic))


def _people(people: Iterable[Person], on: date | None) -> Iterable[Value[PersonFact]]:
    for person in people:
        if person.no_contact or (person.hidden and person.role is PersonRole.SCHOOL):
            continue
        current = not (on and ((person.until and person.until < on) or (person.since and person.since > on)))
        yield Value(
            PersonFact(person.id, person.name, person.called, person.role, person.role_words, current),
            Source(person.child_id),
        )


def _attenders(records: LetterRecords) -> Iterable[Value[PersonFact]]:
    """Yield who came or sent apologies but is not among the child's people, nor the child or the writer;
    "Yusuf, brother" typed as a name is a name and a role."""
    child = records.child
    known = {
        records.profile.name,
        child.known_as,
        child.given_name,
        f"{child.given_name} {child.family_name}",
    }
    for person in records.people:
        known |= {person.name, person.called, person.name.split(" ")[0]}
    folded = {name.casefold() for name in known}
    for one in sorted(records.attendances, key=lambda one: (one.position, one.id)):
        name, _, role = (part.strip() for part in one.name.partition(","))
        role = _HIS_OR_HER.sub("", one.role_words.strip() or role)
        told = one.presence is not Presence.ABSENT
        if told and name and role and not one.person_id and name.casefold() not in folded:
            fact = PersonFact(
                one.id, name, "", PersonRole.OTHER, lower_first(role, frozenset()), current=True
            )
            yield Value(fact, Source(one.child_id, one.review_id))


_HIS_OR_HER = re.compile(r"^(?:his|her|their|your|the) ", re.I)


def _said(views: Iterable[View], sections: list[ReviewSection]) -> Iterable[Value[SaidFact]]:
    seen: set[str] = set()
    for view in sorted(views, key=lambda view: (view.position, view.id)):
        seen.update(plain(text) for text in (view.words, view.wish) if text)
        yield Value(
            SaidFact(view.id, words=view.words, wish=view.wish), Source(view.child_id, view.review_id)
        )
    for section in sections:
        for line in _split(section.said):
            spoken = spoken_in(line)
            parts = {plain(text) for text in (spoken.words, spoken.wish) if text} if spoken else {plain(line)}
            if parts <= seen or plain(line) in seen:
                continue  # the line's views say it already
            seen.add(plain(line))
            quoted = line[0] in _QUOTES and line.rstrip(".!?")[-1] in _QUOTES
            fact = SaidFact("", words=line.strip(_QUOTES + " ")) if quoted else SaidFact("", noted=line)
            yield Value(fact, Source(section.child_id, section.review_id))


def plain(text: str) -> str:
    """Return `text` for comparing what was said: no quotation marks, case, outer stops or doubled spaces."""
    return " ".join(text.strip(_QUOTES + " .!?").casefold().replace("’", "'").split())


def _lines(sections: list[ReviewSection], column: str) -> Iterable[Value[str]]:
    for section in sections:
        for line in _split(getattr(section, column)):
            yield Value(line, Source(section.child_id, section.review_id))


def _split(text: str) -> list[str]:
    return [bare for line in text.splitlines() if (bare := line.strip(" \t-•*–·●▪◦"))]


def _decisions(decisions: Iterable[Decision]) -> Iterable[Value[DecisionFact]]:
    for decision in sorted(decisions, key=lambda decision: (decision.position, decision.id)):
        yield Value(
            DecisionFact(
                decision.what,
                decision.what_for_child,
                decision.answer,
                decision.who,
                decision.by_on,
                decision.by_words,
                decision.why,
                decision.view_id,
            ),
            Source(decision.child_id, decision.review_id),
        )


def _kept_out(records: LetterRecords) -> KeptOut:
    child = records.child
    hidden = [child.address, child.postcode] if child.address_hidden else []
    hidden += [postcodes_of(records.episodes)[1]] if child.address_hidden else []
    no_contact: list[str] = []
    for person in records.people:
        if person.no_contact:
            no_contact += [person.name, person.called]
        if person.no_contact or person.hidden:
            hidden += [person.address, person.phone, person.email]
        if person.hidden and person.role is PersonRole.SCHOOL:
            hidden.append(person.name)
    notes = [child.careful, *(section.note for section in records.sections)]
    return KeptOut(
        withheld=_withheld(child.withheld),
        no_contact=_withheld(no_contact),
        hidden=_withheld(hidden),
        notes=_withheld(notes),
        own_details=tuple(_own_details(records)),
        own_dates=frozenset(_own_dates(records)),
    )


def _own_details(records: LetterRecords) -> Iterable[str]:
    child = records.child
    yield from (child.source_key, child.upn, child.address, child.postcode)
    for episode in records.episodes:
        yield from (episode.home_postcode, episode.placement_postcode)
    for person in records.people:
        yield from (person.phone, person.email, person.address)


def _own_dates(records: LetterRecords) -> Iterable[date]:
    review = records.review
    days = [
        records.child.date_of_birth,
        review.held_on,
        review.booked_on,
        review.next_booked_on,
        review.due_on,
    ]
    yield from (day for day in (*days, *(decision.by_on for decision in records.decisions)) if day)


def _withheld(texts: Iterable[str]) -> tuple[Withheld, ...]:
    return tuple(Withheld(text) for text in texts if text.strip())
