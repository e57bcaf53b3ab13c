"""JSON from outside, read so that no text is refused for its characters."""

from __future__ import annotations

import json

from maraude.lib.text import storable


def read_json(body: bytes) -> object:
    """Return the value of a body whose texts can be stored. Raises `ValueError` or `RecursionError` for no JSON.

    >>> read_json(b'{"a": "\\\\u0000"}')
    {'a': '�'}
    """
    return _clean(json.loads(body.decode("utf-8", errors="replace"), strict=False))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {storable(key): _clean(item) for key, item in value.items()}
    return value
