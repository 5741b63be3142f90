"""Turns a line about the child into a sentence to the child, and leaves alone what it cannot turn safely."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iro_desktop.letters.easy import is_easy
from iro_desktop.letters.verbs import MODALS, is_base, is_gerund, with_you
from iro_desktop.letters.wordlists import words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PERSON_WORDS = words(
    """
mum mummy mother dad daddy father brother sister sibling nan nana gran grandad aunt auntie uncle
cousin carer carers teacher worker friend boy girl baby stepdad stepmum they he she
"""
)
_SOMEBODY = {
    "F": words(
        "mum mummy mother nan nana gran nanny granny grandma aunt auntie sister girl stepmum ms mrs miss"
    ),
    "M": words("dad daddy father grandad grandpa uncle brother boy stepdad mr"),
}
_OF_EITHER_SEX = words(
    """
sibling cousin carer teacher worker friend baby child pupil head headteacher nurse doctor gp manager
therapist tutor coach mentor advocate visitor officer judge guardian assistant somebody someone person
solicitor psychologist counsellor adviser neighbour
"""
)
_NEVER_OWNED = words(
    """
a an the to in on at with for from about and but or that this some more by when if because how what
why who is was well up out every each no not again less lots very after before until during as so
"""
)
"""Words that "her" before them is no possessive: "gave her a phone", "told her about it"."""
_MINE = {"my": "your", "mine": "yours", "me": "you", "myself": "yourself", "i": "you", "i'm": "you are",
         "i've": "you have", "i'd": "you would", "i'll": "you will", "am": "are"}  # fmt: skip


@dataclass(frozen=True)
class Turner:
    """Knows the names of one child and of the people around them."""

    names: frozenset[str]
    """The child's own names, casefolded, without any that somebody else in the child's life shares."""
    others: frozenset[str]
    sex: str = ""

    def sentence(self, line: str) -> str:
        """Return the line as one or more sentences to the child: "Ellis looks after Biscuit" and
        "looks after Biscuit" both become "You look after Biscuit." Other words stay as typed."""
        text = self.turn(" ".join(line.split()))
        first = _WORD.match(text)
        if first:
            text = _agree(_with_subject(text, first))
        return as_sentence(text)

    def sentences(self, lines: Sequence[str]) -> list[str]:
        """Return each line as sentences. "He struggles" is the child's own only while no line before it
        has spoken of anybody else: a wrong "you" would be an untruth."""
        told, others_before = [], False
        for line in lines:
            alone = not self.names_rival(line)
            told.append(self.sentence(self._pronoun_to_you(line) if alone and not others_before else line))
            others_before = others_before or self._names_another(line)
        return told

    def turn(self, text: str) -> str:
        """Return `text` with the child's name put as you and your; the rest stays as typed."""
        if not self.names_child(text):
            return text
        alone = not self.names_rival(text)
        text = self._name_to_you(text)
        return self._pronoun_to_you(text) if alone else text

    def lowered(self, text: str) -> str:
        """Return `text` to stand inside a sentence; names keep their capital."""
        return lower_first(text, self.others)

    def names_rival(self, text: str) -> bool:
        """Tell whether `text` names anybody but the child whom the child's "she" or "he" may mean: of the
        child's sex, or of one that nothing here says. A carer's plural, or a boy beside a girl, is none."""
        other_sex = _SOMEBODY["M" if self.sex == "F" else "F"]
        for match in _WORD.finditer(text):
            low = _bare(match[0])
            if low in self.names or low in other_sex:
                continue
            if low in _SOMEBODY.get(self.sex, ()) or low in _OF_EITHER_SEX or low in self.others:
                return True
            name = match[0][0].isupper() and not _starts_sentence(match) and not match[0].isupper()
            if name and low not in _PROPER:
                return True
        return False

    def _names_another(self, text: str) -> bool:
        words = {_bare(word) for word in _WORD.findall(text)}
        return bool(words & (_PERSON_WORDS - {"he", "she", "they"}) or words & self.others)

    def names_child(self, text: str) -> bool:
        """Tell whether `text` has the child's own name."""
        return any(_bare(word) in self.names for word in _WORD.findall(text))

    def _name_to_you(self, text: str) -> str:
        def swap(match: re.Match[str]) -> str:
            name, after = match[0], match.string[match.end() :]
            if _bare(name) not in self.names:
                return name
            start = _starts_sentence(match)
            if name.casefold() != _bare(name) or after[:1] in {"'", "’"}:
                return "Your" if start else "your"
            return "You" if start else "you"

        return _agree(_WORD.sub(swap, text))

    def _pronoun_to_you(self, text: str) -> str:
        subject, object_, possessive = {"M": ("he", "him", "his"), "F": ("she", "her", "her")}.get(
            self.sex, ("", "", "")
        )
        if not subject:
            return text

        def swap(match: re.Match[str]) -> str:
            low = match[0].casefold()
            if low == subject:
                you = "you"
            elif low == object_ == possessive:
                owned = _WORD.match(match.string[match.end() :].lstrip(" "))
                you = "your" if owned and owned[0].casefold() not in _NEVER_OWNED else "you"
            elif low in {object_, possessive}:
                you = "you" if low == object_ else "your"
            else:
                return match[0]
            return you.capitalize() if _starts_sentence(match) else you

        return _agree(_WORD.sub(swap, text))


_BULLET = re.compile(r"^(?:[•·●▪◦*–-](?:\s+|$)|[•●▪◦])+")


def as_sentence(text: str) -> str:
    """Return `text` with a capital and a full stop, without the bullet of a list; "" stays ""."""
    text = _BULLET.sub("", " ".join(text.split()))
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…”"' else text.rstrip(",;:") + "."


def from_child(text: str) -> str:
    """Return the child's "my", "me", "I" as said back to the child: "see my mum" becomes "see your mum".
    What stands in quotation marks is word for word and stays."""
    return re.sub(r"“[^”]*”?|\"[^\"]*\"?|[^“\"]+", lambda part: _said_back(part[0]), text)


def _said_back(text: str) -> str:
    if text[0] in '“"':
        return text
    text = re.sub(r"\bi am\b", "you are", text, flags=re.I)
    return _WORD.sub(lambda word: _MINE.get(_straight(word[0]), word[0]), text)


def lower_first(text: str, names: frozenset[str]) -> str:
    """Return `text` to stand inside a sentence: the first letter small, but a name's."""
    first = _WORD.match(text)
    if not first or first[0][1:] != first[0][1:].lower() or not _common(first[0], names):
        return text
    return text[0].lower() + text[1:]


def _common(word: str, names: frozenset[str]) -> bool:
    low = _bare(word)
    return low not in _PROPER | names and (is_base(low) or is_gerund(low) or low in _OPENERS or is_easy(low))


def with_article(what: str) -> str:
    """Return "a new bed" for "new bed"; what is many, or no single thing, stays as it is."""
    found = what.split()
    joint = next((at for at, word in enumerate(found) if at and word in _JOINTS), len(found))
    head = found[joint - 1].casefold() if found else ""
    single = bool(head) and not head.endswith("s") and head not in _MASS
    if single and len(found) > 1 and found[0] in _DESCRIBING:
        return f"{'an' if found[0][0] in 'aeiou' else 'a'} {what}"
    return what


_DESCRIBING = words("new different bigger better second short regular special quiet old longer smaller")
_MASS = words("help time work support food furniture clothes money homework contact care information")
_JOINTS = words("with for to at in on by from of before after until when so every each")
_PROPER = words(
    """
english french spanish christmas easter eid halloween diwali ramadan hanukkah monday tuesday
wednesday thursday friday saturday sunday january february march april may june july august
september october november december mum mummy mam mom dad daddy nan nana nanny gran granny grandma
grandad grandpa auntie i england britain scotland wales ireland london france spain america africa
europe asia india china muslim christian jewish hindu sikh british
"""
)
_SUBJECT = {"M": "he", "F": "she"}
_OPENERS = words(
    """
a an the to more some no not your my his her their our we you they he she it this that there extra
another new time help less weekly regular every each all both because for with in at on when if so
"""
)


def _with_subject(text: str, first: re.Match[str]) -> str:
    word, rest = first[0], text[first.end() :]
    if word.casefold() in {"you", "your"} or (_FINITE.search(rest) and word.casefold() not in MODALS):
        return text
    turned = with_you(word)
    if word.casefold() in _ALSO_NOUNS and _PREPOSITION.match(rest):
        return text
    if (
        turned
        and word != "May"
        and (word[0].islower() or turned != word.casefold() or _straight(word) in MODALS)
    ):
        return f"You {turned}{rest}"
    if word.casefold() in _GOING_ON:
        return f"You are {word.casefold()}{rest}"
    if word.casefold() == "not" and is_gerund((rest.split() or [""])[0]):
        return f"You are not{rest}"
    return text


_FINITE = re.compile(r"^[^.,;]*?\b(?:is|are|was|were|has|have|will)\b")
_PREPOSITION = re.compile(r"\s+(?:to|with|from|of|about|for|at|by|and|in)\b")
_ALSO_NOUNS = words(
    """
visits plans reports meals calls talks walks changes reviews needs looks starts moves checks stays
plays works shares practises trips hopes worries fights rests likes
"""
) - {"plays", "works", "shares", "likes", "looks", "needs", "stays", "moves"}
_GOING_ON = words(
    """
doing getting making going learning settling enjoying eating sleeping growing attending trying
working feeling playing thriving becoming managing coping struggling finding
"""
)


def _agree(text: str) -> str:
    """Put the verb right after each "you" that is a subject."""

    def fix(match: re.Match[str]) -> str:
        turned = with_you(match[2])
        return f"{match[1]} {turned}" if turned and match[2][0].islower() else match[0]

    text = re.sub(rf"\b([Yy]ou(?: (?:{_ADVERB}))*) ([^\W\d_]+(?:['’]t)?)", fix, text)
    return re.sub(rf"\b([Yy]ou [\w ']{{1,40}}?,? and(?: (?:{_ADVERB}))?) ([a-z]+s)\b", fix, text)


_ADVERB = "also|always|never|often|really|still|now|just|sometimes|usually|already|only|generally"


def _starts_sentence(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip(' "“‘(')
    return not before or before[-1] in ".!?\n"


def _straight(word: str) -> str:
    return word.casefold().replace("’", "'")


def _bare(word: str) -> str:
    low = _straight(word)
    return low[:-2] if low.endswith("'s") else low
