"""Identifiers: time-ordered where order helps, derived where two processes must agree without asking."""

from __future__ import annotations

import hmac
import os
import secrets
import threading
from datetime import datetime
from uuid import UUID

from maraude.lib import clock

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a UUID version 7 (RFC 9562): milliseconds, 12 bits of sub-millisecond, 62 random bits.

    Two calls in one process never return ids out of order.
    """
    global _last  # noqa: PLW0603 - a process-wide counter is what monotonic means
    with _lock:
        ticks = max(clock.nanoseconds() * 4096 // 1_000_000, _last + 1)
        _last = ticks
    milliseconds, fraction = divmod(ticks, 4096)
    random = int.from_bytes(os.urandom(8)) & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 7 << 76 | fraction << 64 | 2 << 62 | random)


def first_uuid7(at: datetime) -> UUID:
    """Return the lowest id that `uuid7` can give at this instant: ids of a period are those between two of these."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62)


def short_reference() -> str:
    """Return eight random characters to read aloud or write down (no 0, O, 1, I, L or U): `K7MX-42QF`."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = "".join(secrets.choice(alphabet) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def derived_uuid(key: bytes, *parts: str) -> UUID:
    """Return the 128-bit id that `key` gives to `parts`: the same everywhere, meaningless without the key.

    Parts are length-prefixed, so that ("a", "bc") and ("ab", "c") differ.
    """
    message = b"".join(len(raw).to_bytes(4) + raw for raw in (part.encode() for part in parts))
    digest = bytearray(hmac.digest(key, message, "sha256")[:16])
    digest[6] = digest[6] & 0x0F | 0x80  # version 8: custom, RFC 9562
    digest[8] = digest[8] & 0x3F | 0x80
    return UUID(bytes=bytes(digest))
