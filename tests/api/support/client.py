"""A caller of the API whose every answer is held to the OpenAPI document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.test import Client

from maraude.api.openapi.document import document
from tests.api.support.schema import mismatch, resolve

PREFIX = "/api/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    json: Any
    headers: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """Calls as the holder of a token; paths are under /api/v1."""

    token: str | None

    def get(self, path: str, **query: str) -> Reply:
        return self.call("GET", path, query=query)

    def post(self, path: str, body: Any = None) -> Reply:
        return self.call("POST", path, body=b"" if body is None else json.dumps(body).encode())

    def call(self, method: str, path: str, *, body: bytes = b"", query: dict[str, str] | None = None) -> Reply:
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        response = Client().generic(
            method, PREFIX + path, body, content_type="application/json", headers=headers, query_params=query
        )
        assert response["Content-Type"] == "application/json"
        assert response["Cache-Control"] == "no-store"
        reply = Reply(status=response.status_code, json=json.loads(response.content), headers=dict(response.headers))
        hold_to_document(method, path, reply)
        return reply


def hold_to_document(method: str, path: str, reply: Reply) -> None:
    """Fail when the document does not foresee this status here, or this value for it."""
    book = document()
    operations = book["paths"][template(path)]
    operation = operations.get(method.lower()) or next(operations[one] for one in ("get", "post") if one in operations)
    answer = resolve(book, operation["responses"][str(reply.status)])
    problem = mismatch(book, answer["content"]["application/json"]["schema"], reply.json)
    assert problem is None, problem


def template(path: str) -> str:
    """Return the documented path of an address."""
    if path.startswith("/in/generic/"):
        return "/in/generic/{key}/outbox"
    parts = path.split("/")
    return "/".join("{id}" if place == 2 else part for place, part in enumerate(parts))
