"""Every address of the service, in one list: the service is built from it, and so is its OpenAPI document."""

from dataclasses import dataclass
from typing import Any

from iro_desktop.protocol import messages
from iro_desktop.protocol.refusals import STATUS, Why
from iro_desktop.protocol.shapes import schema_of
from iro_desktop.protocol.versions import CURRENT
from iro_desktop.records import Json

DEVICE, NONCE, SIGNATURE = "IRO-Device", "IRO-Nonce", "IRO-Signature"
PROTOCOL, SCHEMA = "IRO-Protocol", "IRO-Schema"
SIGNED_HEADERS = (DEVICE, NONCE, SIGNATURE, PROTOCOL, SCHEMA)


@dataclass(frozen=True, slots=True)
class Route:
    """One thing a laptop may ask. `asks` and `answers` are messages, or bytes."""

    name: str
    method: str
    path: str
    answers: type
    summary: str
    asks: type | None = None
    signed: bool = True
    revoked_too: bool = False
    """Whether a revoked device may still ask it."""
    query: tuple[str, ...] = ()


_BLOB = "/v1/blobs/{sha256}"
ROUTES = (
    Route("hello", "GET", "/v1/hello", messages.Hello, "Who answers, and a first nonce", signed=False),
    Route(
        "offer",
        "POST",
        "/v1/enrolments/offer",
        messages.EnrolmentOffer,
        "What an enrolment code is for",
        asks=messages.EnrolmentQuestion,
        signed=False,
    ),
    Route(
        "enrol",
        "POST",
        "/v1/enrolments",
        messages.Enrolled,
        "Make this device the one that the code is for",
        asks=messages.EnrolmentRequest,
        signed=False,
    ),
    Route(
        "exchange",
        "POST",
        "/v1/exchange",
        messages.ExchangeReply,
        "Send waiting changes, receive others'",
        asks=messages.ExchangeRequest,
    ),
    Route("scope", "GET", "/v1/scope", messages.ScopeReply, "Whose records this laptop holds"),
    Route(
        "snapshots",
        "POST",
        "/v1/snapshots",
        messages.SnapshotReply,
        "Whole records of some scopes",
        asks=messages.SnapshotRequest,
    ),
    Route(
        "incarnation",
        "POST",
        "/v1/incarnations",
        messages.Incarnation,
        "A new name for a laptop put back from a backup",
        asks=messages.IncarnationRequest,
    ),
    Route(
        "blob_state",
        "GET",
        f"{_BLOB}/state",
        messages.BlobState,
        "How much of a blob is here",
        query=("scope",),
    ),
    Route("blob", "GET", _BLOB, bytes, "A blob from an offset on", query=("scope", "offset")),
    Route(
        "put_blob",
        "PUT",
        _BLOB,
        messages.BlobState,
        "Send the next part of a blob",
        asks=bytes,
        query=("scope", "offset", "size"),
    ),
    Route("set_aside", "GET", "/v1/set-aside", messages.SetAsideReply, "Changes that could not be applied"),
    Route(
        "deposit",
        "POST",
        "/v1/deposits",
        messages.DepositReceipt,
        "Sealed work of a revoked laptop, for a manager to accept",
        asks=bytes,
        revoked_too=True,
    ),
)


def openapi(title: str = "The office's side of iro_desktop") -> dict[str, Json]:
    """Return the service's OpenAPI 3.1 document, made from the same definitions that read its messages."""
    schemas: dict[str, Json] = {}
    paths: dict[str, Json] = {}
    for route in ROUTES:
        at = paths.setdefault(route.path, {})
        if isinstance(at, dict):
            at[route.method.lower()] = _operation(route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": str(CURRENT)},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _operation(route: Route, schemas: dict[str, Json]) -> dict[str, Json]:
    refusal: Json = {"application/json": {"schema": schema_of(messages.Refusal, schemas)}}
    responses: dict[str, Json] = {"200": {"description": "done", "content": _content(route.answers, schemas)}}
    for status in sorted({str(STATUS[why]) for why in Why}):
        responses[status] = {"description": "refused", "content": refusal}
    operation: dict[str, Json] = {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": [*_parameters(route)],
        "responses": responses,
    }
    if route.asks is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.asks, schemas)}
    return operation


def _content(kind: Any, schemas: dict[str, Json]) -> dict[str, Json]:
    if kind is bytes:
        return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {"application/json": {"schema": schema_of(kind, schemas)}}


def _parameters(route: Route) -> list[Json]:
    within = [("path", name[1:-1]) for name in route.path.split("/") if name.startswith("{")]
    named = within + [("query", name) for name in route.query]
    if route.signed:
        named += [("header", name) for name in SIGNED_HEADERS]
    return [
        {"name": name, "in": where, "required": where != "header", "schema": {"type": "string"}}
        for where, name in named
    ]
