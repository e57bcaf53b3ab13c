from __future__ import annotations

import hmac
from datetime import datetime

WINDOW_S = 300
PREFIX = "sha256="


def sign(*, secret: str, timestamp: int, signed: bytes) -> str:
    """Return the `X-Maraude-Signature` of a body (or a query string) at a Unix time in seconds.

    >>> sign(secret="s", timestamp=0, signed=b"x")[:15]
    'sha256=d0b9c12b'
    """
    return PREFIX + hmac.digest(secret.encode(), b"%d." % timestamp + signed, "sha256").hex()


def check_signature(*, secret: str, timestamp: str, signature: str, signed: bytes, at: datetime) -> bool:
    """Say whether a signature is right, in constant time, and at most five minutes old or ahead."""
    if not secret or not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 12:
        return False
    if abs(int(timestamp) - at.timestamp()) > WINDOW_S:
        return False
    expected = sign(secret=secret, timestamp=int(timestamp), signed=signed)
    return hmac.compare_digest(expected.encode(), signature.encode(errors="replace"))
