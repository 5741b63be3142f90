"""What can go wrong between a laptop and its office, in plain words with a next step.

Three things are told apart. `OfficeNotReached`: nobody knows whether the request arrived; nothing is lost, it
is tried again later. `Refused` (protocol.refusals): the office's own answer, which the sync acts on or shows
by `refusal`. `SyncStopped`: somebody closed the line. No message quotes what was received.
"""

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol.refusals import WORDS, Refused, Why


class SyncProblem(KnownProblem):
    """Something in the way of a sync; what was written is safe on this laptop."""


class OfficeNotReached(SyncProblem):
    """The office did not answer, or what answered cannot be believed: the same is sent again later."""

    seconds: int = 0
    """How long the office asks to be left alone, if it said so."""


class OfficeBusy(OfficeNotReached):
    """The office, or a proxy before it, answers that it cannot just now."""


class NotTheOffice(OfficeNotReached):
    """Something else answered: a sign-in page, a proxy that rewrites, another service."""


class NotTrusted(OfficeNotReached):
    """Nothing proves that it is the office that answers: its certificate is not good."""


class AnswerMalformed(OfficeNotReached):
    """The answer is the office's kind of message but not one that can be read; nothing of it is used."""


class SyncStopped(SyncProblem):
    """The line was closed while a request was under way."""


class BadAddress(SyncProblem):
    """The office's address cannot be used."""


class BadAuthority(SyncProblem):
    """The council's own certificate authority cannot be read."""


class BlobDamaged(SyncProblem):
    """A letter or picture does not have the hash it is known by."""


class MistypedCode(SyncProblem):
    """What was typed is not an enrolment code."""


class NotOurCouncil(SyncProblem):
    """Whoever answered does not know the enrolment code, or the council did not sign what they say."""


class OtherImportName(SyncProblem):
    """The children here were imported under another name of the council than the office's own."""


class RefusedByOffice(SyncProblem):
    """The office's refusal, as it is shown to a person."""

    def __init__(self, why: Why, title: str, what_to_do: str) -> None:
        super().__init__(title, what_to_do)
        self.why = why


class RefusedUnknown(SyncProblem):
    """The office refused for a reason that this version of the app does not know."""


def refusal(refused: Refused) -> RefusedByOffice:
    """Return a refusal as a person reads it: for a fault with the reference to tell IT."""
    title, what_to_do = WORDS[refused.why]
    reference = str(refused.facts.get("reference", ""))
    if refused.why is Why.FAULT and _is_reference(reference):
        what_to_do = f"Your work is kept; tell IT the reference {reference}."
    return RefusedByOffice(refused.why, title, what_to_do)


def _is_reference(text: str) -> bool:
    return 0 < len(text) <= 40 and text.isascii() and text.replace("-", "").isalnum()


def busy(why: Why, seconds: int) -> OfficeBusy:
    """Return that the office is busy, in its own words, and for how long to leave it alone."""
    problem = OfficeBusy(*WORDS[why])
    problem.seconds = seconds
    return problem


def not_the_office() -> NotTheOffice:
    """Return that something else answered in the office's place."""
    return NotTheOffice(
        "Something other than the office answered.",
        "If this network asks you to sign in, do so in a browser, then sync again. Otherwise tell IT.",
    )


def malformed() -> AnswerMalformed:
    """Return that an answer could not be read."""
    return AnswerMalformed(
        "The office's answer could not be read.",
        "Your work is kept. Sync again; if it stays so, update the app or tell IT.",
    )


def unknown_refusal() -> RefusedUnknown:
    """Return that the office refused in a newer version's words."""
    return RefusedUnknown(
        "The office refused, for a reason this version of the app does not know.",
        "Your work is kept. Update the app.",
    )


def stopped() -> SyncStopped:
    """Return that the sync was stopped."""
    return SyncStopped("The sync was stopped.", "Your work is kept; sync again when you like.")
