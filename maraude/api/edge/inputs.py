"""What callers send, read strictly: bodies, ids, choices and cursors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

import msgspec
from django.core.signing import BadSignature, Signer

from maraude.api.edge.errors import NotHere, WrongRequest
from maraude.apps.inbox.queries.conversations import WrongCursor


def read_json[T](body: bytes, shape: type[T]) -> T:
    """Return the body as `shape`. Raises `WrongRequest`, whose sentence names the place of the error."""
    if not body.strip():
        raise WrongRequest("Send a JSON object.")
    try:
        return msgspec.json.decode(body, type=shape)
    except msgspec.DecodeError as error:
        raise WrongRequest(f"{error}.") from error


def read_id(text: str) -> UUID:
    """Return an id of an address; raises `NotHere` for anything but the canonical form, as for an unknown id."""
    try:
        found = UUID(text)
    except ValueError as error:
        raise NotHere from error
    if str(found) != text.lower():
        raise NotHere
    return found


def read_choice[E: StrEnum](query: Mapping[str, str], name: str, *, default: E) -> E:
    """Return a parameter that has few values. Raises `WrongRequest`, naming them."""
    value = query.get(name, default.value)
    choices = type(default)
    if value not in choices:
        raise WrongRequest(f"`{name}` must be one of {', '.join(choice.value for choice in choices)}.")
    return choices(value)


def write_cursor(position: str | None, *, listing: str) -> str | None:
    """Return an opaque cursor: a position in one listing, signed so that nobody can forge one or mix listings."""
    return None if position is None else Signer(sep=".", salt=f"maraude.api.{listing}").sign(position)


def read_cursor(query: Mapping[str, str], *, listing: str) -> str | None:
    """Return the position of the cursor that was sent, None without one. Raises `WrongCursor`."""
    cursor = query.get("cursor")
    if not cursor:
        return None
    try:
        return Signer(sep=".", salt=f"maraude.api.{listing}").unsign(cursor)
    except (BadSignature, ValueError) as error:
        raise WrongCursor from error
