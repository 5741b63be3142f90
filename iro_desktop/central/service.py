"""The HTTPS service: every request read within limits, its sender recognised, answered or refused in words.

It keeps nothing between requests but counters; PostgreSQL holds the state, so several may run side by side.
"""

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as HttpRoute

from iro_desktop.central import devices, limits
from iro_desktop.central.answering import ANSWERS, Call, Office, now_text
from iro_desktop.central.checking import Sender
from iro_desktop.protocol.messages import Refusal
from iro_desktop.protocol.reading import (
    LARGEST_BODY,
    PACKED,
    WORTH_PACKING,
    deflate,
    inflate,
    pack,
    read_json,
)
from iro_desktop.protocol.refusals import STATUS, WORDS, Refused, Why
from iro_desktop.protocol.routes import DEVICE, NONCE, PROTOCOL, ROUTES, SIGNATURE, Route, openapi
from iro_desktop.protocol.shapes import read_message, write_message
from iro_desktop.protocol.signing import RequestHead
from iro_desktop.protocol.versions import Meeting, meet, read_version
from iro_desktop.records import canonical

BODY_SECONDS = 60.0
"""A body that takes longer to arrive is not waited for."""
_log = logging.getLogger("iro_central")


@dataclass(slots=True)
class Guards:
    """What bounds a sender: so many requests, so many failures, so long for a body."""

    requests: limits.Meter = field(default_factory=lambda: limits.Meter(limits.REQUESTS))
    failures: limits.Meter = field(default_factory=lambda: limits.Meter(limits.FAILURES))
    body_seconds: float = BODY_SECONDS


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request as it arrived."""

    route: Route
    target: str
    headers: dict[str, str]
    body: bytes
    path: dict[str, str]
    query: dict[str, str]
    address: str


def build(office: Office, guards: Guards | None = None) -> Starlette:
    """Return the service as an ASGI application."""
    bounds = guards or Guards()
    document = json.dumps(openapi(), ensure_ascii=False).encode("utf-8")

    async def published(_request: Request) -> Response:
        return Response(document, media_type="application/json")

    routes = [HttpRoute(r.path, _endpoint(r, office, bounds), methods=[r.method]) for r in ROUTES]
    return Starlette(
        routes=[*routes, HttpRoute("/v1/openapi.json", published)],
        exception_handlers={404: _not_found, 405: _not_found},
    )


async def _not_found(_request: Request, _error: Exception) -> Response:
    return _refusal(Refused(Why.NOT_FOUND), "")


def _endpoint(route: Route, office: Office, guards: Guards) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await asyncio.wait_for(_body_of(request), guards.body_seconds)
        except Refused as refused:
            return _refusal(refused, "")
        except (TimeoutError, ClientDisconnect):
            return _refusal(Refused(Why.BAD_MESSAGE, what="body"), "")
        asked = _Asked(
            route,
            request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            {name.lower(): value for name, value in request.headers.items()},
            body,
            dict(request.path_params),
            dict(request.query_params),
            request.client.host if request.client else "",
        )
        return await run_in_threadpool(_answer, asked, office, guards)

    return endpoint


async def _body_of(request: Request) -> bytes:
    found = bytearray()
    async for part in request.stream():
        found += part
        if len(found) > LARGEST_BODY:
            raise Refused(Why.TOO_LARGE, largest=LARGEST_BODY)
    return bytes(found)


def _answer(asked: _Asked, office: Office, guards: Guards) -> Response:
    nonce = ""
    try:
        _check_version(asked)
        sender, nonce = _recognise(asked, office, guards)
        body = inflate(asked.body, asked.headers.get("content-encoding", ""))
        return _done(asked, _call(asked, office, sender, body), nonce)
    except Refused as refused:
        _note_failure(asked, refused, guards)
        return _refusal(refused, nonce)
    except Exception as error:  # whatever it is, the laptop is told and keeps its work
        return _refusal(_unexpected(error), nonce)


def _check_version(asked: _Asked) -> None:
    if not asked.route.signed:
        return
    version = read_version(asked.headers.get(PROTOCOL.lower(), ""))
    if version is None:
        raise Refused(Why.BAD_MESSAGE, what=PROTOCOL)
    if (met := meet(version)) is not Meeting.UNDERSTOOD:
        raise Refused(Why(met.value))


def _recognise(asked: _Asked, office: Office, guards: Guards) -> tuple[Sender | None, str]:
    if not asked.route.signed:
        if asked.route.name != "hello" and guards.failures.is_over(asked.address):
            raise Refused(Why.TOO_MANY)
        return None, ""
    head = RequestHead(
        protocol=asked.headers.get(PROTOCOL.lower(), ""),
        method=asked.route.method,
        target=asked.target,
        device=asked.headers.get(DEVICE.lower(), ""),
        nonce=asked.headers.get(NONCE.lower(), ""),
    )
    if guards.failures.is_over(f"{asked.address} {head.device}") or guards.requests.is_over(head.device):
        raise Refused(Why.TOO_MANY)
    guards.requests.note(head.device)
    signature = asked.headers.get(SIGNATURE.lower(), "")
    return devices.recognise(office.engine, head, asked.body, signature, revoked_too=asked.route.revoked_too)


def _note_failure(asked: _Asked, refused: Refused, guards: Guards) -> None:
    if refused.why is Why.CODE_REFUSED:
        guards.failures.note(asked.address)
    elif refused.why in {Why.SIGNATURE, Why.DEVICE_UNKNOWN}:
        guards.failures.note(f"{asked.address} {asked.headers.get(DEVICE.lower(), '')}")


def _call(asked: _Asked, office: Office, sender: Sender | None, body: bytes) -> bytes:
    asks = asked.route.asks
    message = read_message(asks, read_json(body)) if asks not in {None, bytes} and asks is not None else None
    return ANSWERS[asked.route.name](
        Call(
            office=office,
            sender=sender,
            device=asked.headers.get(DEVICE.lower(), ""),
            message=message,
            body=body,
            path=asked.path,
            query=asked.query,
        )
    )


def _done(asked: _Asked, body: bytes, nonce: str) -> Response:
    headers = {"Cache-Control": "no-store"}
    if nonce:
        headers[NONCE] = nonce
    kind = "application/octet-stream" if asked.route.answers is bytes else "application/json"
    accepted = asked.headers.get("accept-encoding", "")
    if len(body) > WORTH_PACKING and PACKED in accepted:
        body = pack(body)
        headers["Content-Encoding"] = PACKED
    elif len(body) > WORTH_PACKING and "gzip" in accepted:
        body = deflate(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=kind)


def _refusal(refused: Refused, nonce: str) -> Response:
    title, what_to_do = WORDS[refused.why]
    facts = dict(refused.facts)
    nonce = str(facts.pop("nonce", nonce))
    said = Refusal(
        why=refused.why.value, title=title, what_to_do=what_to_do, time=now_text(), nonce=nonce, facts=facts
    )
    headers = {"Cache-Control": "no-store", **({NONCE: nonce} if nonce else {})}
    if refused.why in {Why.TOO_MANY, Why.BUSY}:
        headers["Retry-After"] = "30"
    return Response(
        canonical(write_message(said)),
        status_code=STATUS[refused.why],
        headers=headers,
        media_type="application/json",
    )


def _unexpected(error: Exception) -> Refused:
    """Say what a failure below is to a laptop. Only types are logged: a message may quote a child's text."""
    cause = getattr(error, "orig", None)
    kind = type(cause or error).__name__
    if kind == "DiskFull":
        _log.error("the database's disk is full")
        return Refused(Why.NO_ROOM)
    passing = {"LockNotAvailable", "QueryCanceled", "DeadlockDetected", "SerializationFailure"}
    if kind in passing or isinstance(error, (OperationalError, InterfaceError)):
        _log.warning("the database is not ready: %s", kind)
        return Refused(Why.BUSY)
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        _log.warning("the database went away: %s", kind)
        return Refused(Why.BUSY)
    reference = f"{int(time.time()):x}-{secrets.token_hex(3)}"
    _log.error("fault %s: %s at %s", reference, kind, _where(error))
    return Refused(Why.FAULT, reference=reference)


def _where(error: BaseException) -> str:
    trace, place = error.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "iro_desktop" in code.co_filename:
            place = f"{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
