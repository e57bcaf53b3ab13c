from __future__ import annotations

import json
from datetime import datetime

import msgspec

from maraude.channels.generic.payloads import EventPayload
from maraude.channels.interface import Parsed
from maraude.lib.text import storable

MOST_EVENTS = 500

_one = msgspec.json.Decoder(EventPayload)
_many = msgspec.json.Decoder(list[EventPayload])


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the events of a body, or the place where it is malformed; never raises.

    No text is refused for its characters: NUL, lone surrogates and bytes that are not UTF-8 become U+FFFD.
    """
    try:
        payloads = _read(body)
    except (msgspec.ValidationError, ValueError, RecursionError) as error:
        return Parsed(malformed=str(error)[:300] or "This body is not JSON.")
    if len(payloads) > MOST_EVENTS:
        return Parsed(malformed=f"An array holds at most {MOST_EVENTS} events; this one has {len(payloads)}.")
    try:
        return Parsed(events=tuple(payload.to_event(at=at) for payload in payloads))
    except (ValueError, OverflowError) as error:
        return Parsed(malformed=str(error)[:300])


def _read(body: bytes) -> list[EventPayload]:
    if b"\\u" in body:  # an escape may hide a NUL or half of a pair, which the fast reader lets through or refuses
        return _read_slowly(body)
    try:
        return _many.decode(body) if body.lstrip()[:1] == b"[" else [_one.decode(body)]
    except msgspec.ValidationError:
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _read_slowly(body)


def _read_slowly(body: bytes) -> list[EventPayload]:
    """Read with the standard library, which accepts lone surrogates and bare control characters, then clean it."""
    data = _clean(json.loads(body.decode("utf-8", errors="replace"), strict=False))
    items = data if isinstance(data, list) else [data]
    return msgspec.convert(items, list[EventPayload])


def _clean(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _clean(item) for key, item in value.items()}
    return value
