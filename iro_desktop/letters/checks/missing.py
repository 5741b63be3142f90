"""Rules 4, 5 and 6: every part the band must have, every wish answered, every decision with who and when."""

import re
from collections.abc import Iterator

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.domain.review import Answer
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.checks.folding import tokens
from iro_desktop.letters.compose import answers_to

_ASKS = {
    LetterPartName.GREETING: "The letter has no greeting. Write the day and “Dear …”.",
    LetterPartName.THANKS: "Write one true thank-you from this review. Nobody else can write it for you.",
    LetterPartName.WHO_I_AM: "Say who you are. Your name is not on your profile.",
    LetterPartName.WHAT_YOU_TOLD_US: "Write what the child told you. If they did not come, say how you know.",
    LetterPartName.GOING_WELL: "Nothing is written about what is going well.",
    LetterPartName.WORRIES: "No worries are recorded. If that is right, nothing needs doing.",
    LetterPartName.DECISIONS: "Write what was decided: what, who and by when. No decision is recorded.",
    LetterPartName.WISHES: "Answer each wish: yes, not yet or no, and why.",
    LetterPartName.WHAT_I_THINK: "Write what you think of the plan, and what you did about it.",
    LetterPartName.IF_YOU_DISAGREE: "Say what the child can do if they disagree or do not feel safe.",
    LetterPartName.NEXT_REVIEW: "Say when you will meet again.",
    LetterPartName.REACH_ME: "Say how to reach you. Your phone number is not on your profile.",
    LetterPartName.WHO_IS_WHO: "Say who the people in this letter are.",
    LetterPartName.WHO_GETS_THIS: "Say who else gets this letter.",
}
_VAGUE = re.compile(
    r"\b(?:consider(?:ed|ing)?|explor(?:e|ed|ing)|monitor(?:ed|ing)?|ongoing|on-going|TBC|TBA|"
    r"as (?:soon as|when) (?:possible|appropriate)|asap|in due course|to be confirmed)\b",
    re.I,
)


def missing_parts(context: Context) -> Iterator[Finding]:
    """Rule 4: STOP for the parts that the band's table says, CHECK for its other must-haves."""
    wished = any(value.value.wish.strip() for value in context.facts.said)
    for part in context.draft.parts:
        if part.paragraphs or not part.required:
            continue
        if part.name is LetterPartName.WISHES and not wished and not part.rewritten:
            continue
        stops = part.name in context.rules.stop_if_missing
        worries = part.name is LetterPartName.WORRIES
        level = Level.STOP if stops else Level.TIP if worries else Level.CHECK
        yield Finding(level, 4, _ASKS[part.name], part.name)


def unanswered_wishes(context: Context) -> Iterator[Finding]:
    """Rule 5: a wish without a decision that answers it, or whose answer was written out of the letter."""
    part = context.draft.part(LetterPartName.WISHES)
    if not part.required:
        return
    heard = {token.key for part in context.draft.written for token in tokens(part.text)}
    for said in (value.value for value in context.facts.said):
        if not said.wish.strip():
            continue
        decided = bool(answers_to(context.facts, said))
        telling = {token.key for token in tokens(said.wish) if len(token.key) > 3} or {"?"}
        told = len(telling & heard) * 2 >= len(telling)
        if (decided or part.rewritten) and told:
            continue
        message = f"The wish “{said.wish.strip()}” has no answer yet. Say yes, not yet or no, and why."
        start = max(part.text.find(said.wish.strip()), 0)
        yield Finding(
            Level.STOP, 5, message, LetterPartName.WISHES, start, start and start + len(said.wish.strip())
        )


def open_decisions(context: Context) -> Iterator[Finding]:
    """Rule 5: a decision that says neither yes nor no; the letter is silent on it, so it is told of here."""
    if context.draft.part(LetterPartName.DECISIONS).rewritten:
        return
    wished = {said.value.view_id for said in context.facts.said if said.value.wish.strip()}
    for value in context.facts.decisions:
        decision = value.value
        if decision.answer is Answer.OPEN and (not decision.view_id or decision.view_id not in wished):
            what = decision.what.strip() or decision.what_for_child.strip()
            message = f"The decision “{what}” has no answer yet. Say yes, not yet or no, and why."
            yield Finding(Level.STOP, 5, message, LetterPartName.DECISIONS)


def vague_decisions(context: Context) -> Iterator[Finding]:
    """Rule 6: no who, no when, or words that promise nothing."""
    for value in context.facts.decisions:
        decision = value.value
        lacks = [
            word
            for word, held in (("who", decision.who), ("by when", decision.by_on or decision.by_words))
            if not held
        ]
        if lacks:
            what = decision.what.strip() or decision.what_for_child.strip()
            yield Finding(
                Level.CHECK,
                6,
                f"The decision “{what}” does not say {' or '.join(lacks)}.",
                LetterPartName.DECISIONS,
            )
    for part, start, text in context.paragraphs():
        if part.name not in {LetterPartName.DECISIONS, LetterPartName.WISHES}:
            continue
        for match in _VAGUE.finditer(text):
            message = f"“{match[0]}” does not tell the child what will happen. Say who does what, by when."
            yield Finding(Level.CHECK, 6, message, part.name, start + match.start(), start + match.end())


def unexplained_people(context: Context) -> Iterator[Finding]:
    """Rule 14: somebody is named whose role neither the sentence nor who is who explains."""
    who = context.draft.part(LetterPartName.WHO_IS_WHO)
    explained = {token.key for token in tokens(who.text)}
    for names, role in context.cast.explained(
        "\n".join(p.text for p in context.draft.written if p is not who)
    ):
        for name in names:
            place = (
                None if {token.key for token in tokens(name)} <= explained else _first_place(context, name)
            )
            if place and role.casefold() not in context.draft.part(place[0]).text.casefold():
                part, start, end = place
                yield Finding(
                    Level.CHECK, 14, f"Say who {name} is ({role}) here or in “Who is who”.", part, start, end
                )


def _first_place(context: Context, name: str) -> tuple[LetterPartName, int, int] | None:
    for part in context.draft.written:
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part.text)
        if match:
            return part.name, match.start(), match.end()
    return None
