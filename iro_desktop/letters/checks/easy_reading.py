"""Rules 8 and 9: the band's limits, the hardest sentences, and where a long one may be split."""

import re
from collections.abc import Iterator

from iro_desktop.domain.letter import LetterPartName
from iro_desktop.letters.checks.context import Context
from iro_desktop.letters.checks.finding import Finding, Level
from iro_desktop.letters.reading import measure, reading_of, sentences

_SPLIT = re.compile(
    r",? (?:(?P<drop>and|which means that|;)|(?P<keep>but|so(?! that)|because|then)) "
    r"(?=(?:(?:you|we|I|he|she|they|it|there)|"
    r"(?:[A-Z]\w*|your \w+|the \w+) (?:will|must|is|are|has|can|said))\b)"
)
_LEAST = 3


def band_limits(context: Context) -> Iterator[Finding]:
    """Rule 8: length, mean sentence, grade and share of unfamiliar words, with the worst three sentences."""
    reading, rules = reading_of(context.draft, context.names), context.rules
    over = []
    if reading.words > rules.words:
        over.append(f"{reading.words} words (at most {rules.words})")
    if reading.mean > rules.sentence_mean:
        over.append(f"{reading.mean} words a sentence (at most {rules.sentence_mean:g})")
    if reading.grade > rules.grade:
        over.append(f"reading grade {reading.grade} (at most {rules.grade:g})")
    if reading.unfamiliar > rules.unfamiliar:
        hard = ", ".join(reading.unfamiliar_words[:6])
        over.append(f"{reading.unfamiliar:.0%} hard words (at most {rules.unfamiliar:.0%}): {hard}")
    if over:
        message = f"Hard to read for {rules.label}: {'; '.join(over)}."
        yield Finding(Level.CHECK, 8, message)
        yield from _worst(context)


def _worst(context: Context) -> Iterator[Finding]:
    found = []
    for part, start, text in context.paragraphs():
        for sentence in sentences(text):
            reading = measure([sentence.text], context.names)
            hard = reading.words / context.rules.sentence_max + reading.grade / 4 + 5 * reading.unfamiliar
            found.append((hard, part.name, start + sentence.start, start + sentence.end))
    for _, name, start, end in sorted(found, key=lambda each: -each[0])[:3]:
        yield Finding(Level.TIP, 8, "One of the three hardest sentences of this letter.", name, start, end)


def long_sentences(context: Context) -> Iterator[Finding]:
    """Rule 9: sentences over the band's limit; `fix` is the sentence in two where a joint is found."""
    for part, start, text in context.paragraphs():
        if part.name is LetterPartName.GREETING:
            continue
        for sentence in sentences(text):
            if sentence.words > context.rules.sentence_max:
                most = context.rules.sentence_max
                message = f"{sentence.words} words in one sentence (at most {most}). Split it."
                place = start + sentence.start, start + sentence.end
                yield Finding(Level.CHECK, 9, message, part.name, *place, fix=split(sentence.text))


def split(sentence: str) -> str | None:
    """Return the sentence as two, at the joint nearest its middle, or None where there is no safe one."""
    joints = [
        match
        for match in _SPLIT.finditer(sentence)
        if len(sentence[: match.start()].split()) >= _LEAST and len(sentence[match.end() :].split()) >= _LEAST
    ]
    if not joints:
        return None
    joint = min(joints, key=lambda match: abs(match.start() - len(sentence) / 2))
    rest = sentence[joint.end() :]
    lead = f"{joint['keep'].capitalize()} {rest}" if joint["keep"] not in {None, "because"} else None
    if joint["keep"] == "because":
        lead = f"This is because {rest}"
    return f"{sentence[: joint.start()]}. {lead or rest[0].upper() + rest[1:]}"
