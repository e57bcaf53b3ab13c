from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

WINDOW_S = 300
_KEY_DIGITS = 64
_SIGNATURE_DIGITS = 128


def is_public_key(text: str) -> bool:
    """Say whether a text looks like the public key of an application: 32 bytes in hexadecimal.

    >>> is_public_key("ab" * 32), is_public_key("ab" * 31)
    (True, False)
    """
    return _bytes_of(text, digits=_KEY_DIGITS) is not None


def check_signature(*, public_key: str, timestamp: str, signature: str, body: bytes, at: datetime) -> bool:
    """Say whether Discord signed `timestamp` and `body` with Ed25519, at most five minutes ago or ahead.

    Discord sends false signatures on purpose now and then, and takes the address away from who accepts one
    (« Validating Security Request Headers »).
    """
    signed, known = _bytes_of(signature, digits=_SIGNATURE_DIGITS), _key(public_key)
    if signed is None or known is None:
        return False
    if not timestamp.isascii() or not timestamp.isdecimal() or len(timestamp) > 12:
        return False
    if abs(int(timestamp) - at.timestamp()) > WINDOW_S:
        return False
    try:
        known.verify(signed, timestamp.encode() + body)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=256)
def _key(text: str) -> Ed25519PublicKey | None:
    found = _bytes_of(text, digits=_KEY_DIGITS)
    return Ed25519PublicKey.from_public_bytes(found) if found is not None else None


def _bytes_of(text: str, *, digits: int) -> bytes | None:
    if len(text) != digits or not text.isascii() or not text.isalnum():
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        return None
