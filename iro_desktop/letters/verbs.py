"""The verbs a record of a review is made of: enough grammar to say "You look after" for "looks after"."""

from iro_desktop.letters.wordlists import words

_CHILD_DOES = """
accept access attend be become begin bring call choose come continue eat enjoy feel finish get go
grow have join keep know learn like live look love make meet miss move need open own paint play
practise read receive remain return ride save see settle share show sing sit sleep speak spend start
stay stop swim take talk tell thrive travel try turn visit wait walk want watch wear work write
"""
_ADULT_DOES = """
add address agree apply approach arrange ask assess assist book buy change chase check clarify
complete confirm consider consult contact convene cover create decide deliver discuss draft
encourage ensure escalate establish evidence explain explore file fill find fix follow formulate
fund give help hold identify inform invite investigate involve issue lead let liaise link listen
look maintain manage monitor nominate notify obtain offer organise oversee pay phone pick plan
prepare print progress promote protect provide pursue put raise refer report request research
resolve respond review revisit ring schedule secure seek send set sign sort source submit supervise
support teach think track train transfer undertake update upload use
"""
_ALSO = """
act add allow argue behave believe build burn call care carry catch cause chat climb collect colour
compare cook copy count cry cut cycle dance deal dig do draw dream dress drink drive drop fall fight
fit fly forget forgive gain grow guess hate hear hide hit hold hope hug hurt ignore improve include
jump kick laugh lay leave lie lose manage matter mean mind mix model name notice pass plant point
practise pray prefer present pretend progress pull punch push react refuse relax remember reply
respect rest ride rise run say score seem sell shout sing skip smell smile sort sound spell stand
stand steal stick struggle study suffer suggest surprise swear take taste tease tend test thank
throw tidy tire touch treat trust understand wash win wish wonder worry yell attach bond express
choose display engage demonstrate disclose achieve excel attain present require appear
"""
BASE_VERBS = words(_CHILD_DOES) | words(_ADULT_DOES) | words(_ALSO)
CHILDS_OWN = words(
    """
stay live move remain see have go keep spend join start attend learn play continue return get choose become
settle swim ride begin be sleep eat
"""
)
"""What in a decision the child does, whoever is to see to it; anything else, whoever it names does."""
MODALS = words(
    """
can can't cannot will won't would wouldn't could couldn't should shouldn't may might must did didn't
had hadn't
"""
)
_IRREGULAR = {
    "is": "are",
    "isn't": "aren't",
    "was": "were",
    "wasn't": "weren't",
    "has": "have",
    "hasn't": "haven't",
    "does": "do",
    "doesn't": "don't",
    "goes": "go",
}
_ADVERBS = words(
    """
also always never often really still now just sometimes usually already only generally
"""
)


def with_you(verb: str) -> str | None:
    """Return the form of a third-person verb after "you" ("looks": "look"), None if it is no verb we know.

    Past tenses ("swam", "enjoyed") stay as they are; so do modals.
    """
    low = verb.casefold().replace("’", "'")
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low in MODALS or low in _ADVERBS:
        return low
    for base in (low[:-1], low[:-2], low[:-3] + "y"):
        if low.endswith("s") and base in BASE_VERBS and _third_person(base) == low:
            return base
    if low.endswith("ed") and {low[:-1], low[:-2], low[:-3]} & BASE_VERBS:
        return low
    return low if low in _PAST else None


def is_base(word: str) -> bool:
    """Tell whether a word is a verb in its bare form ("see", "arrange")."""
    return word.casefold() in BASE_VERBS


def is_past(word: str) -> bool:
    """Tell whether a word is a past tense of a verb we know ("taught", "asked")."""
    low = word.casefold()
    return low in _PAST or (low.endswith("ed") and bool({low[:-1], low[:-2], low[:-3]} & BASE_VERBS))


def is_gerund(word: str) -> bool:
    """Tell whether a word is the -ing form of a verb we know."""
    low = word.casefold()
    stem = low[:-3]
    forms = (stem, stem + "e", stem[:-1])
    return low.endswith("ing") and any(form in BASE_VERBS for form in forms)


def _third_person(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


_PAST = words(
    """
ate became began broke brought built bought came caught chose cut did drew drank drove fell felt
fought found forgot gave went got grew had heard held kept knew laughed learnt led left lost made
meant met paid put ran read rode said sang saw sent set slept sold spent spoke stood stuck swam
swore took taught told thought threw told understood woke won wore wrote
"""
)
