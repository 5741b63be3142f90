"""Everything the office may answer instead of doing what was asked, so that a laptop can say what to do."""

from enum import StrEnum


class Why(StrEnum):
    """A refusal's code. Codes never change their meaning; new ones may come with a minor version."""

    BAD_MESSAGE = "bad_message"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    NOT_FOUND = "not_found"
    NONCE = "nonce"
    SIGNATURE = "signature"
    DEVICE_UNKNOWN = "device_unknown"
    DEVICE_REVOKED = "device_revoked"
    CODE_REFUSED = "code_refused"
    LAPTOP_TOO_OLD = "laptop_too_old"
    OFFICE_TOO_OLD = "office_too_old"
    LAPTOP_RESTORED = "laptop_restored"
    OFFICE_RESTORED = "office_restored"
    TOO_MANY = "too_many"
    BLOB_MISMATCH = "blob_mismatch"
    BLOB_OFFSET = "blob_offset"
    NO_ROOM = "no_room"
    BUSY = "busy"
    FAULT = "fault"


STATUS: dict[Why, int] = {
    Why.BAD_MESSAGE: 400,
    Why.TOO_LARGE: 413,
    Why.TOO_DEEP: 400,
    Why.NOT_FOUND: 404,
    Why.NONCE: 401,
    Why.SIGNATURE: 401,
    Why.DEVICE_UNKNOWN: 401,
    Why.DEVICE_REVOKED: 403,
    Why.CODE_REFUSED: 403,
    Why.LAPTOP_TOO_OLD: 426,
    Why.OFFICE_TOO_OLD: 426,
    Why.LAPTOP_RESTORED: 409,
    Why.OFFICE_RESTORED: 409,
    Why.TOO_MANY: 429,
    Why.BLOB_MISMATCH: 422,
    Why.BLOB_OFFSET: 409,
    Why.NO_ROOM: 507,
    Why.BUSY: 503,
    Why.FAULT: 500,
}
"""The HTTP status that goes with each; a laptop goes by the code."""


WORDS: dict[Why, tuple[str, str]] = {
    Why.BAD_MESSAGE: ("The office could not read the message.", "Update the app if it happens again."),
    Why.TOO_LARGE: ("The message was too large for the office.", "It will be sent in smaller parts."),
    Why.TOO_DEEP: ("The office could not read the message.", "Update the app if it happens again."),
    Why.NOT_FOUND: ("The office has nothing there for you.", "Sync again; ask your manager if it stays so."),
    Why.NONCE: ("The office asks again who this is.", "Nothing to do: the laptop answers by itself."),
    Why.SIGNATURE: ("The office did not recognise this laptop's signature.", "Try again, then ask IT."),
    Why.DEVICE_UNKNOWN: ("The office does not know this laptop.", "Enrol it with a code from your office."),
    Why.DEVICE_REVOKED: ("This laptop may no longer sync.", "Ask your office for a new code if it should."),
    Why.CODE_REFUSED: ("The enrolment code is used, expired or mistyped.", "Ask your office for a new one."),
    Why.LAPTOP_TOO_OLD: ("The app is too old for the office.", "Update the app; your work is kept."),
    Why.OFFICE_TOO_OLD: ("The office's service is older than the app.", "Your work is kept; tell IT."),
    Why.LAPTOP_RESTORED: (
        "This laptop was put back from a backup.",
        "Nothing to do: it catches up by itself.",
    ),
    Why.OFFICE_RESTORED: ("The office was put back from a backup.", "Nothing to do: work is offered again."),
    Why.TOO_MANY: ("Too many requests.", "Nothing to do: the laptop waits and tries again."),
    Why.BLOB_MISMATCH: ("A letter or picture arrived damaged.", "It will be sent again."),
    Why.BLOB_OFFSET: ("A letter or picture arrived in part.", "The rest will be sent."),
    Why.NO_ROOM: ("The office's disk is full.", "Your work is kept here; tell IT."),
    Why.BUSY: ("The office is busy or being restarted.", "Your work is kept; it will be tried again."),
    Why.FAULT: ("Something went wrong at the office.", "Your work is kept; tell IT the reference."),
}
"""What each says to a person and what to do next."""


class Refused(Exception):  # noqa: N818 - it is said to the laptop, it is not a fault of the program
    """What was asked is not done. `facts` are for the laptop's machine; nothing in them names a child."""

    def __init__(self, why: Why, **facts: str | int) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts = facts
