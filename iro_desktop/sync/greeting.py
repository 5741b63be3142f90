"""Who answers is the council's service, by its signature; and how far this laptop's clock is off."""

from datetime import datetime, timedelta

from iro_desktop.domain.problems import KnownProblem
from iro_desktop.protocol import certificates
from iro_desktop.protocol.messages import Hello
from iro_desktop.sync.problems import malformed

CLOCK_MAY_BE_OFF = timedelta(minutes=5)


class NotOurService(KnownProblem):
    """Whoever answers has no key that the council signed as its service's."""

    def __init__(self) -> None:
        super().__init__(
            "Whoever answers at the office's address is not your council's service.",
            "Nothing was sent, and your work is kept. Tell IT before you sync again.",
        )


def check_hello(hello: Hello, council: str, council_key: str) -> None:
    """Raise NotOurService unless the council signed both keys, and the service its time."""
    if not (
        hello.council == council
        and certificates.is_service_of(council_key, hello.service_key, hello.service_certificate)
        and certificates.is_deposit_key_of(council_key, hello.deposit_key, hello.deposit_certificate)
        and certificates.is_time_of(hello.service_key, hello.time, hello.nonce, hello.signature)
    ):
        raise NotOurService


def clock_off(hello: Hello, asked: datetime, answered: datetime) -> int:
    """Return by how many seconds this laptop's clock is ahead (below 0: behind); 0 within a few minutes.

    `asked` and `answered` are this laptop's times. For a person to be told: nothing is ordered by it.
    """
    try:
        office = datetime.fromisoformat(hello.time)
        ahead, behind = asked - office, answered - office
    except (ValueError, TypeError):
        raise malformed() from None
    if ahead > CLOCK_MAY_BE_OFF:
        return int(ahead.total_seconds())
    return int(behind.total_seconds()) if behind < -CLOCK_MAY_BE_OFF else 0
