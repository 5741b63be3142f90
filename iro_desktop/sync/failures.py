"""What a failure of the network is, in words: the libraries' exceptions are told apart only here."""

import socket
import ssl
from collections.abc import Iterator

from iro_desktop.sync.problems import NotTheOffice, NotTrusted, OfficeNotReached, not_the_office

_KEPT = "Your work is kept and is sent later."
_WRONG_HOST = frozenset({62, 64})
_EXPIRED, _NOT_YET = 10, 9


def problem_of(error: BaseException) -> OfficeNotReached:
    """Return the problem that a failed request is; `error` is quoted nowhere."""
    causes = list(_causes(error))
    for kind, made in (
        (ssl.SSLCertVerificationError, _untrusted),
        (ssl.SSLEOFError, _ended),
        (ssl.SSLError, _not_tls),
        (socket.gaierror, _no_name),
        (ConnectionRefusedError, _refused),
        (TimeoutError, _too_long),
    ):
        found = next((cause for cause in causes if isinstance(cause, kind)), None)
        if found is not None:
            return made(found)
    names = {kind.__name__ for cause in causes for kind in type(cause).__mro__}
    if "TimeoutException" in names:
        return too_long()
    if "ProxyError" in names:
        return OfficeNotReached(
            "This network's proxy did not let the request through.", f"{_KEPT} Tell IT if it stays so."
        )
    if "RemoteProtocolError" in names:
        return cut_off()
    return OfficeNotReached("The office was not reached.", f"{_KEPT} Check this laptop's network.")


def too_long() -> OfficeNotReached:
    """Return that the office took longer than it is waited for."""
    return OfficeNotReached("The office did not answer in time.", f"{_KEPT} The network may be slow.")


def cut_off() -> OfficeNotReached:
    """Return that the connection ended before the answer did."""
    return OfficeNotReached("The connection to the office was cut.", _KEPT)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(20):
        if error is None:
            return
        yield error
        error = error.__cause__ or error.__context__


def _untrusted(error: BaseException) -> NotTrusted:
    code = getattr(error, "verify_code", 0)
    if code in _WRONG_HOST:
        return NotTrusted(
            "The office's certificate is for another address.", "Check the office's address, or tell IT."
        )
    if code in {_EXPIRED, _NOT_YET}:
        return NotTrusted(
            "The office's certificate is not valid at this laptop's date.",
            "Check this laptop's date and time; if they are right, tell IT.",
        )
    return NotTrusted(
        "Nothing proves that this is the office: its certificate is not known here.",
        "Nothing was sent. Try another network, or tell IT.",
    )


def _ended(_error: BaseException) -> OfficeNotReached:
    return cut_off()


def _not_tls(_error: BaseException) -> NotTheOffice:
    return not_the_office()


def _no_name(_error: BaseException) -> OfficeNotReached:
    return OfficeNotReached(
        "The office's address was not found: there may be no network here.",
        f"{_KEPT} Check this laptop's network.",
    )


def _refused(_error: BaseException) -> OfficeNotReached:
    return OfficeNotReached("Nothing answers at the office's address.", f"{_KEPT} Tell IT if it stays so.")


def _too_long(_error: BaseException) -> OfficeNotReached:
    return too_long()
