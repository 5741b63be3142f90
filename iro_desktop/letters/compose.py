"""A review becomes a letter's parts: a pure function of the facts, the band's table and fixed words."""

import re
from collections.abc import Callable

from iro_desktop.domain.child import PersonRole
from iro_desktop.domain.letter import Band, LetterPartName
from iro_desktop.domain.review import Answer, Participation
from iro_desktop.letters.attendance import attendance_lines
from iro_desktop.letters.bands import BandRules, Wording, rules_for, wording_for
from iro_desktop.letters.dates import day_ahead, day_in_words, month_ahead, month_before
from iro_desktop.letters.decisions import Teller, wants
from iro_desktop.letters.draft import Draft, Part
from iro_desktop.letters.facts import DecisionFact, LetterFacts, SaidFact
from iro_desktop.letters.people import Cast, cast_of, first_name, join
from iro_desktop.letters.second_person import Turner, as_sentence, from_child

_ABSENT = {
    Participation.ABSENT_BRIEFED_ADVOCATE,
    Participation.ABSENT_SENT_VIEWS,
    Participation.ABSENT_NO_VIEWS,
}
Name = LetterPartName


def compose(facts: LetterFacts, band: Band, *, pictures: bool = False) -> Draft:
    """Return the letter to this child for this band, every part in order.

    A part that the band does not have, or for which nothing is recorded, is empty: nothing is invented,
    least of all the thank-you. Every recorded decision, answer, wish and date is in it.
    """
    rules = rules_for(band)
    page = _Page(facts, rules, wording_for(rules.family))
    texts: dict[LetterPartName, str] = {
        name: page.write(name)
        for name in LetterPartName
        if name in rules.parts and name is not Name.WHO_IS_WHO
    }
    if Name.WHO_IS_WHO in rules.parts:
        texts[Name.WHO_IS_WHO] = page.who_is_who("\n".join(texts.values()))
    parts = tuple(
        Part(name, page.wording.headings.get(name, ""), texts.get(name, ""), required=name in rules.parts)
        for name in LetterPartName
    )
    return Draft(facts.source, band, parts, pictures)


def who_is_who(facts: LetterFacts, band: Band, text: str) -> str:
    """Return the part that explains everybody `text` names: after a rewrite, others may be named."""
    rules = rules_for(band)
    return _Page(facts, rules, wording_for(rules.family)).who_is_who(text)


def turner_for(facts: LetterFacts, cast: Cast) -> Turner:
    """Return what turns lines about this child into lines to them."""
    called = (name for person in cast.people for name in (person.name, person.called))
    others = {word for name in called for word in name.casefold().removeprefix("the ").split()}
    own = {facts.name_used.value.casefold(), *(name.casefold() for name in facts.own_names.value[:2])}
    return Turner(frozenset(own - others - {""}), frozenset(others), facts.sex.value)


class _Page:
    """One letter being written."""

    def __init__(self, facts: LetterFacts, rules: BandRules, wording: Wording) -> None:
        self.facts, self.rules, self.wording = facts, rules, wording
        self.cast = cast_of(facts)
        self.turner = turner_for(facts, self.cast)
        self.teller = Teller(facts, rules, wording, self.cast, self.turner)

    def write(self, name: LetterPartName) -> str:
        writers: dict[LetterPartName, Callable[[], list[str]]] = {
            Name.GREETING: self._greeting,
            Name.THANKS: lambda: [_as_typed(self.facts.thanks.value)],
            Name.WHO_I_AM: self._who_i_am,
            Name.WHAT_YOU_TOLD_US: self._told,
            Name.GOING_WELL: self._well,
            Name.WORRIES: lambda: self.turner.sentences([line.value for line in self.facts.worries]),
            Name.DECISIONS: self._decisions,
            Name.WISHES: self._wishes,
            Name.WHAT_I_THINK: self._think,
            Name.IF_YOU_DISAGREE: self._wrong,
            Name.NEXT_REVIEW: self._next,
            Name.REACH_ME: self._reach,
            Name.WHO_GETS_THIS: lambda: [self.wording.say("gets")],
        }
        return "\n".join(line for line in writers[name]() if line.strip())

    def who_is_who(self, text: str) -> str:
        rows = self.cast.explained(text)
        return "\n".join(
            self.wording.say("is_your" if len(shown) == 1 else "are_your", who=join(shown), role=role)
            for shown, role in rows
        )

    def _greeting(self) -> list[str]:
        held = self.facts.held_on.value
        day = [day_in_words(held, year=not self.rules.young)] if held else []
        return [*day, self.wording.say("dear", name=self.facts.name_used.value)]

    def _who_i_am(self) -> list[str]:
        writer = self.facts.writer.name.strip()
        if not writer:
            return []
        me = writer if self.rules.family == "older" else first_name(writer)
        came = attendance_lines(self.facts, self.cast, self.wording, self.rules.family)
        return [self.wording.say("who_i_am", iro=me), *came]

    def _told(self) -> list[str]:
        absent = self.facts.participation.value in _ABSENT
        lines = [self.wording.say("absent")] if absent else []
        if absent and self.facts.how_views_known.value.strip():
            lines.append(_as_typed(self.facts.how_views_known.value))
        for said in self.facts.said:
            lines += self._one_said(said.value)
        return lines if len(lines) > absent else []

    def _one_said(self, said: SaidFact) -> list[str]:
        lines = []
        if said.words.strip():
            lines.append(self.wording.say("quote", words=_stopped(said.words)))
        if said.wish.strip():
            lines.append(wants(self.turner.turn(said.wish), self.turner.others))
        if said.noted.strip():
            own = re.match(r"(?:I|I['’]\w+|My)\b", said.noted.strip())
            own = None if self.turner.names_child(said.noted) else own  # "I told Ellis": the writer is I
            lines.append(self.turner.sentence(from_child(said.noted) if own else said.noted))
        return lines

    def _well(self) -> list[str]:
        lines = self.turner.sentences([line.value for line in self.facts.going_well])
        return [*lines, self.wording.say("praise")] if lines else []

    def _decisions(self) -> list[str]:
        wished = {
            said.value.view_id for said in self.facts.said if said.value.wish.strip() and said.value.view_id
        }
        lines = []
        for value in self.facts.decisions:
            if value.value.answer is Answer.AGREED:
                lines.append(self.teller.agreed(value.value))
            elif value.value.answer is not Answer.OPEN and value.value.view_id not in wished:
                lines.append(self.teller.not_agreed(value.value))
        return lines

    def _wishes(self) -> list[str]:
        lines = []
        for said in (value.value for value in self.facts.said):
            if not said.wish.strip():
                continue
            answers = answers_to(self.facts, said)
            lines.append(self.teller.answer(said.wish, answers[0] if answers else None))
            lines += [
                self.teller.not_agreed(more) for more in answers[1:] if more.answer is not Answer.AGREED
            ]
        return lines

    def _think(self) -> list[str]:
        return [_as_typed(self.facts.iro_view.value), _as_typed(self.facts.challenge.value)]

    def _wrong(self) -> list[str]:
        carers, advocates = self.cast.named(PersonRole.CARER), self.cast.named(PersonRole.ADVOCATE)
        first = (
            self.wording.say("wrong_carers", carer=carers[0]) if carers else self.wording.say("wrong_nobody")
        )
        help_ = (
            self.wording.say("wrong_advocate", advocate=advocates[0])
            if advocates
            else self.wording.say("wrong")
        )
        return [first, help_, _as_typed(self.facts.writer.local_helpline) if not self.rules.young else ""]

    def _next(self) -> list[str]:
        day = self.facts.next_on.value
        if day is None:
            return [self.wording.say("next_unknown")]
        held = self.facts.held_on.value
        when = self.wording.say("next_on", month=month_ahead(day, held), day=day_ahead(day, held))
        choice = self.wording.say("next_choice", month_before=month_before(day, held))
        return [f"{when} {choice}".strip()]

    def _reach(self) -> list[str]:
        writer = self.facts.writer
        if not writer.phone.strip():
            return []
        carers = self.cast.named(PersonRole.CARER)
        phone = writer.phone.strip()
        line = (
            self.wording.say("reach_carers", carer=carers[0], phone=phone)
            if carers
            else self.wording.say("reach", phone=phone)
        )
        return [line, self.wording.say("from", iro=first_name(writer.name), iro_full=writer.name.strip())]


def answers_to(facts: LetterFacts, said: SaidFact) -> list[DecisionFact]:
    """Return the decisions that answer what the child said: none of those whose answer is still open."""
    answers = (value.value for value in facts.decisions if value.value.answer is not Answer.OPEN)
    return [decision for decision in answers if said.view_id and decision.view_id == said.view_id]


def _as_typed(text: str) -> str:
    lines = (as_sentence(line) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _stopped(words: str) -> str:
    words = " ".join(words.strip().strip('"“”').split())
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."
