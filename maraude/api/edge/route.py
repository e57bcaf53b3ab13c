"""What an address of the API is, as data: it serves requests, and the OpenAPI document is built from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal
from uuid import UUID

from maraude.api.edge.answers import Answer
from maraude.api.edge.caller import Caller, Scope
from maraude.api.edge.inputs import read_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One authorised request, inside its organisation's transaction."""

    caller: Caller
    parts: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes

    @property
    def subject_id(self) -> UUID:
        """Return the `{id}` of the address; raises `NotHere` when it is not one."""
        return read_id(self.parts["id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the query string, always optional."""

    name: str
    description: str
    default: StrEnum | None = None  # its enum lists the values


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One method at one address under /api/v1."""

    method: Literal["GET", "POST"]
    path: str
    name: str
    summary: str
    scope: Scope
    handle: Callable[[Call], Answer]
    answers: Mapping[int, type]
    body: type | None = None
    query: tuple[Parameter, ...] = field(default=())
    names_others: bool = False  # its body names things that may not be here
    may_refuse: bool = False  # a rule of the house may say no to a reading too

    @property
    def writes(self) -> bool:
        """Say whether a person must answer for it."""
        return self.method == "POST"

    @property
    def failures(self) -> tuple[int, ...]:
        """Return every status of an answer that is not the one asked for."""
        statuses = {401, 403, 405, 500, 503}
        if self.body is not None or self.query:
            statuses.add(400)
        if "{id}" in self.path or self.names_others:
            statuses.add(404)
        if self.may_refuse:
            statuses.add(409)
        if self.writes:
            statuses |= {409, 413}
        return tuple(sorted(statuses))
