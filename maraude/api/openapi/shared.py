"""Parts of the document that no route carries: failures, security, and the outbox, which lives outside /api/v1."""

from __future__ import annotations

from typing import Any

from maraude.api.edge.answers import Failure, Refusal
from maraude.api.openapi.schemas import reference
from maraude.api.outbox.shapes import OutboxPage

type Json = dict[str, Any]

SECURITY: Json = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A token made by a colleague, in `Authorization`."},
    "signature": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Maraude-Signature",
        "description": "`sha256=` and the hex HMAC-SHA256, under the account's secret, of the value of "
        "`X-Maraude-Timestamp` (Unix seconds, at most 300 away), a dot, and the raw query string.",
    },
}

_FAILURES = {
    400: ("WrongRequest", "Malformed: the sentence names the place."),
    401: ("NoToken", "No token, or one that is unknown or revoked (for the outbox: a bad or old signature)."),
    403: ("NotAllowed", "This token, or its person, may not do this."),
    404: ("NotHere", "Unknown, or another association's: nobody can tell which."),
    405: ("WrongMethod", "The Allow header names the methods of this address."),
    409: ("Refused", "A rule of the house said no; nothing was changed."),
    413: ("TooLarge", "The body is over 1 MB."),
    500: ("Broken", "Something broke on our side."),
    503: ("Away", "The database does not answer; try again after Retry-After seconds."),
}
_HEADERS = {401: "WWW-Authenticate", 405: "Allow", 503: "Retry-After"}


def failure_name(status: int) -> str:
    """Return the name of a failure in the document."""
    return _FAILURES[status][0]


def _failure(status: int) -> Json:
    shape = Refusal if status == 409 else Failure
    answer: Json = {
        "description": _FAILURES[status][1],
        "content": {"application/json": {"schema": reference(shape)}},
    }
    if status in _HEADERS:
        answer["headers"] = {_HEADERS[status]: {"schema": {"type": "string"}}}
    return answer


FAILURES: Json = {failure_name(status): _failure(status) for status in _FAILURES}

_OUTBOX_PARAMETERS = [
    {"name": "after", "in": "query", "schema": {"type": "string"}, "description": "The `next` of the answer before."},
    {"name": "X-Maraude-Timestamp", "in": "header", "required": True, "schema": {"type": "string"}},
]

OUTBOX: Json = {
    "/in/generic/{key}/outbox": {
        "servers": [{"url": "/"}],
        "parameters": [{"name": "key", "in": "path", "required": True, "schema": {"type": "string"}}],
        "get": {
            "operationId": "read_outbox",
            "summary": "Fetch what left for a partner that cannot be called",
            "tags": ["outbox"],
            "security": [{"signature": []}],
            "parameters": _OUTBOX_PARAMETERS,
            "responses": {
                "200": {"description": "OK", "content": {"application/json": {"schema": reference(OutboxPage)}}},
                **{
                    str(status): {"$ref": f"#/components/responses/{failure_name(status)}"}
                    for status in (400, 401, 404, 405, 500, 503)
                },
            },
        },
    }
}
