"""Decisions and answers to wishes as sentences: what, who, by when and why, none of it dropped."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from iro_desktop.domain.review import Answer
from iro_desktop.letters.bands import BandRules, Wording
from iro_desktop.letters.dates import deadline_in_words, month_in_words
from iro_desktop.letters.facts import DecisionFact, LetterFacts
from iro_desktop.letters.people import Cast, names
from iro_desktop.letters.second_person import Turner, as_sentence, from_child, lower_first, with_article
from iro_desktop.letters.verbs import CHILDS_OWN, is_base, is_past
from iro_desktop.letters.wordlists import words

_WILL = re.compile(
    r"^(?P<who>[^.;:]{1,60}?),? (?:to|will|must|should|shall|is to|are to|needs to|need to) (?P<rest>\S.*)$"
)
_IN_PLACE = re.compile(r"\b(in place|already|now|done|started|ongoing|happening)\b", re.I)
_TIME = re.compile(
    r"\b(by|after|before|until|from|on|in|at|next|this) (the )?(end of |start of |half )?"
    r"(\d|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Easter|Christmas|Eid|"
    r"summer|autumn|winter|spring|week|month|term|year|day)|\b(now|today|tomorrow|soon|already)\b",
    re.I,
)
_WANTING = re.compile(
    r"^(?:you|he|she|they|i)?\s*(?:really |would |'d )*(?:wants?|wishes|wish|likes?|hopes?)\s+(?=\w)", re.I
)
_MINE = re.compile(r"\b(?:my|mine|me|myself)\b", re.I)
_MODAL = re.compile(r"\b(will|must|should|shall|can|may)\b")


@dataclass
class Teller:
    """Tells one letter's decisions; remembers whom it has introduced by their role."""

    facts: LetterFacts
    rules: BandRules
    wording: Wording
    cast: Cast
    turner: Turner
    introduced: set[str] = field(default_factory=set)

    def agreed(self, decision: DecisionFact) -> str:
        """Return an agreed decision as sentences with who and when."""
        who = self._who(decision)
        if decision.what_for_child.strip():
            text = _typed(decision.what_for_child)
            return self._with_who_and_when(text, who, decision)
        main, says_who = self._main(decision, who)
        if not main:
            return ""
        return f"{main} {self._who_and_when('' if says_who else who, decision)}".strip()

    def answer(self, wish: str, decision: DecisionFact | None) -> str:
        """Return a wish and what became of it; of an unanswered one only the wish."""
        question = wish.strip().endswith("?")
        asked = f"You asked: “{wish.strip()}”" if question else ""
        asked = asked or self._say("asked", asked=asked_for(self.turner.turn(wish), self.turner.others))
        if decision is None:
            return asked
        if decision.answer is Answer.AGREED:
            return f"{asked} {self._say('answer_agreed')}"
        return f"{asked} {self.not_agreed(decision, wish)}"

    def not_agreed(self, decision: DecisionFact, wish: str = "") -> str:
        """Return a "not yet" or a "no": said plainly, with the reason, who and when. Only of a `wish` is it
        said that the child wanted it; of anything else the words for the child come first, to say what."""
        kind = "not_yet" if decision.answer is Answer.NOT_YET else "no"
        answer = self._say(f"answer_{kind}")
        who = self._who(decision)
        text = _typed(decision.what_for_child)
        told = [] if _covers(wish, decision.what) else [self._talked(decision)]
        told += [answer, self._say(f"asked_{kind}"), text] if wish else [text, answer]
        told.append(self._why(decision, who, text))
        told.append(self._telling(decision, who, text))
        if decision.answer is Answer.NOT_YET:
            told.append(self._say("i_will_check"))
        return " ".join(part for part in told if part)

    def _say(self, key: str, **slots: str) -> str:
        """Return a fixed sentence, each of its sentences with a capital: a slot may be "the council"."""
        return re.sub(
            r"(?:^|(?<=[.!?] ))[a-z]", lambda first: first[0].upper(), self.wording.say(key, **slots)
        )

    def _who(self, decision: DecisionFact) -> str:
        return self.cast.who(decision.who, self.facts.own_names.value) if decision.who.strip() else ""

    def _talked(self, decision: DecisionFact) -> str:
        if not decision.what.strip() or decision.what_for_child.strip():
            return ""
        what = self.turner.lowered(self.turner.turn(self._what(decision).strip().rstrip(".")))
        match = _WILL.match(what)
        if match and _tells_already(match["who"]):
            return as_sentence(what)
        if match and is_base(match["rest"].split()[0]):
            return self._say("talked", what=f"whether {match['who']} should {match['rest']}")
        if _MODAL.search(what) or len(what.split()) > 14:
            return as_sentence(what)
        return self._say("talked", what=f"whether to {what}" if is_base(what.split()[0]) else what)

    def _what(self, decision: DecisionFact) -> str:
        """Return what was decided; "my" is the child's own where the wish it answers says it, or nobody
        else can have "a phone of my own". Otherwise "my" may be the writer's, and stays."""
        wished = " ".join(
            f"{said.value.wish} {said.value.words}"
            for said in self.facts.said
            if decision.view_id and said.value.view_id == decision.view_id
        )
        of_child = {word.casefold() for word in _MINE.findall(wished)} & {
            word.casefold() for word in _MINE.findall(decision.what)
        }
        own = re.search(r"\bmy own\b", decision.what, re.I) and not re.search(r"\bI\b", decision.what)
        return from_child(decision.what) if of_child or own else decision.what

    def _main(self, decision: DecisionFact, who: str) -> tuple[str, bool]:
        """Return the decision itself, and whether it already says who."""
        raw = self.turner.turn(" ".join(self._what(decision).split()).rstrip("."))
        if not raw:
            return "", False
        match = _WILL.match(raw)
        if match and _tells_already(match["who"]):
            return as_sentence(raw), bool(who) and names(raw, who)
        if match and is_base(match["rest"].split()[0]):
            doer = self.cast.who(match["who"], self.facts.own_names.value)
            text = as_sentence(f"{self._introduce(doer)} will {match['rest']}")
            return text, bool(who) and doer.casefold() == who.casefold()
        if _MODAL.search(raw) or ". " in raw:
            return as_sentence(raw), bool(who) and names(raw, who)
        return self._from_fragment(raw, who)

    def _from_fragment(self, raw: str, who: str) -> tuple[str, bool]:
        first = raw.split(maxsplit=1)[0].casefold()
        if who and is_base(first) and first not in CHILDS_OWN:
            return as_sentence(f"{self._introduce(who)} will {self.turner.lowered(raw)}"), True
        if is_base(first) and first not in _NOUN_TOO:
            return as_sentence(f"you will {self.turner.lowered(raw)}"), False
        if first in {"you", "your", "we", "i", "no", "not"}:
            return as_sentence(raw), False
        return as_sentence(f"you will have {with_article(self.turner.lowered(raw))}"), False

    def _with_who_and_when(self, text: str, who: str, decision: DecisionFact) -> str:
        has_who = not who or names(text, who) or any(names(text, part) for part in re.split(r", | and ", who))
        has_when = self._says_when(text, decision)
        if has_who and has_when:
            return text
        rest = replace(decision, by_on=None, by_words="") if has_when else decision
        return f"{text} {self._who_and_when('' if has_who else who, rest)}".strip()

    def _says_when(self, text: str, decision: DecisionFact) -> bool:
        """Tell whether words written for the child already give the date, or the feast that stands for it."""
        if decision.by_on is None:
            return not decision.by_words.strip() or _TIME.search(text) is not None
        deadline = self._deadline(decision.by_on)
        month = names(text, month_in_words(decision.by_on)) and self._is_the_next(decision.by_on, text)
        return month or ("Easter" in deadline and "after Easter" in text)

    def _is_the_next(self, by_on: date, text: str) -> bool:
        """Tell whether a month that `text` names can only be the deadline's: it is within a year, or the
        text has its year."""
        held = self.facts.held_on.value
        return held is None or (by_on - held).days < 365 or names(text, str(by_on.year))

    def _who_and_when(self, who: str, decision: DecisionFact) -> str:
        doer = self._introduce(who)
        slots = {"who": doer} if who else {}
        if decision.by_on:
            when = self._deadline(decision.by_on)
            return self._say("who_by_when" if who else "done_by", when=when, **slots)
        words = decision.by_words.strip().rstrip(".")
        if _is_in_place(words):
            return self._say("in_place" if who else "in_place_alone", **slots)
        if words:
            return self._say("who_when" if who else "done_when", when=self.turner.lowered(words), **slots)
        return self._say("who_only", **slots) if who else ""

    def _why(self, decision: DecisionFact, who: str, said: str) -> str:
        why = self.turner.turn(" ".join(decision.why.split()).rstrip("."))
        if not why or why.casefold() in said.casefold():
            return ""
        if who and who != "you" and is_base(why.split()[0]):
            doer = self._introduce(who)
            return self._say("must_first", who=doer, why=self.turner.lowered(why))
        if re.match(r"because\b", why, re.I):
            return as_sentence(f"this is {self.turner.lowered(why)}")
        if ". " in why or len(why.split()) > 16:
            return as_sentence(why)
        done = re.sub(r"^(\S.*?) to be (?=\w)", r"\1 needs to be ", self.turner.lowered(why))
        return self._say("because", why=done)

    def _telling(self, decision: DecisionFact, who: str, said: str) -> str:
        if said and (not who or names(said, who)) and self._says_when(said, decision):
            return ""
        doer = {"who": self._introduce(who)} if who and who != "you" else {}
        key = "tell" if doer else "know"
        if decision.by_on:
            return self._say(f"{key}_by", when=self._deadline(decision.by_on), **doer)
        words = decision.by_words.strip().rstrip(".")
        if words and not _is_in_place(words):
            return self._say(f"{key}_when", when=self.turner.lowered(words), **doer)
        return self._say("tell_only", **doer) if doer else ""

    def _deadline(self, by_on: date) -> str:
        festivals = self.facts.festivals.value
        held = self.facts.held_on.value
        return deadline_in_words(by_on, young=self.rules.young, letter_of=held, festivals=festivals)

    def _introduce(self, who: str) -> str:
        """Return who with their role, the first time: "your social worker, Priya,"."""
        if self.rules.young or not who or who in self.introduced:
            return who
        self.introduced.add(who)
        for shown, role in self.cast.explained(who):
            if shown == [who] and "carer" not in role:
                return (
                    f"{who}, your {role},"
                    if who.split(maxsplit=1)[0] in {"Mr", "Mrs", "Ms", "Miss", "Dr"}
                    else f"your {role}, {who},"
                )
        return who


def asked_for(wish: str, names: frozenset[str]) -> str:
    """Return what follows "You asked": "for more time with Mum", "to see Mum more"."""
    wish = _bare_wish(wish)
    first = wish.split()[0].casefold() if wish else ""
    if first in {"to", "not", "that", "if", "for", "about", "why", "when"}:
        return wish[0].lower() + wish[1:]
    return (
        f"to {lower_first(wish, names)}"
        if is_base(first) and first not in _NOUN_TOO
        else f"for {lower_first(wish, names)}"
    )


def wants(wish: str, names: frozenset[str]) -> str:
    """Return the wish as a sentence: "You want more time with Mum."; a question is quoted."""
    if wish.strip().endswith("?"):
        return f"You asked: “{wish.strip()}”"
    wish = _bare_wish(wish)
    first = wish.split()[0].casefold() if wish else ""
    if is_base(first) and first not in _NOUN_TOO:
        wish = f"to {lower_first(wish, names)}"
    return as_sentence(f"you want {lower_first(wish, names)}") if wish else ""


def _is_in_place(by_words: str) -> bool:
    """Tell whether the words for "by when" say that it is so already: no time at which it will be."""
    return _IN_PLACE.search(by_words) is not None and len(by_words.split()) < 4


def _tells_already(doer: str) -> bool:
    """Tell whether the words before "to" are a whole statement: "Keith taught you", "Mum agreed"."""
    found = doer.casefold().split()
    return found[1:2] != [] and (
        found[-1] == "you"
        or any(is_past(word) and before not in _BEFORE_A_NOUN for before, word in pairwise(found))
        or any(word in _STATES for word in found[1:])
    )


_STATES = words("wants likes loves hopes helps tries asks tells teaches agrees promises")
_BEFORE_A_NOUN = words("the a an your his her their our this that all any newly")
_NOUN_TOO = words("help contact support time")


def _bare_wish(wish: str) -> str:
    wish = from_child(" ".join(wish.strip(' ."“”•●▪◦').split()))
    return _WANTING.sub("", wish)


def _typed(text: str) -> str:
    lines = (as_sentence(line) for line in text.splitlines())
    return " ".join(line for line in lines if line)


def _covers(wish: str, what: str) -> bool:
    """Tell whether the decision's own words add nothing to the wish."""
    words = {word.casefold() for word in re.findall(r"\w+", wish)}
    return bool(wish) and {word.casefold() for word in re.findall(r"\w+", what)} <= words | {
        "the",
        "a",
        "to",
        "for",
    }
