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


class Refused(Exception):  # noqa: N818 - it is said to the laptop, it is not a fault of the program
    """What was asked is not done. `facts` are for the laptop's machine; nothing in them names a child."""

    def __init__(self, why: Why, **facts: str | int) -> None:
        super().__init__(why.value)
        self.why = why
        self.facts = facts
