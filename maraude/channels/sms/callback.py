"""What Kannel brings in its address, its headers and its body, in one piece that can be kept and read again."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from urllib.parse import parse_qs

import msgspec

from maraude.channels.interface import RawRequest

_MOST_FIELDS = 20


class Callback(msgspec.Struct, kw_only=True):
    """A call of Kannel's. `state` is there for a delivery report only; `body` is base64 of the words as they came."""

    id: str = ""
    state: str = ""
    message: str = ""
    sender: str = ""
    time: str = ""
    content_type: str = ""
    body: str = ""


def query_fields(query: str) -> Mapping[str, str]:
    """Return the first value of each field; nothing for a query that is too long to be Kannel's."""
    try:
        return {name: values[0] for name, values in parse_qs(query, max_num_fields=_MOST_FIELDS).items()}
    except ValueError:
        return {}


def fold(request: RawRequest) -> bytes:
    """Return what `parse` reads: the parts of a verified request that matter, and not its secret."""
    fields = query_fields(request.query)
    return msgspec.json.encode(
        Callback(
            id=fields.get("id", ""),
            state=fields.get("state", ""),
            message=fields.get("message", ""),
            sender=request.headers.get("x-kannel-from", ""),
            time=request.headers.get("x-kannel-time", ""),
            content_type=request.headers.get("content-type", ""),
            body=base64.b64encode(request.body).decode(),
        )
    )
