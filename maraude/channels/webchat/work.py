"""A little work asked of a browser when a crowd writes at once: it makes a flood dear and a message no later."""

from __future__ import annotations

import hashlib
import hmac

BITS = 15  # about 33,000 hashes: a second or two on an old phone
_VALID_S = 300


def work_seed(*, visitor: str, key: str, account_secret: str, now: float) -> str:
    """Return what to work on: tied to a visitor, a message and this moment; nothing is remembered here."""
    return f"{int(now)}.{_mark(visitor, key, int(now), account_secret)}"


def is_done(seed: str, proof: str, *, visitor: str, key: str, account_secret: str, now: float) -> bool:
    """Say whether the work was done: SHA-256 of `seed:proof` begins with `BITS` zero bits, within five minutes."""
    asked, _, mark = seed.partition(".")
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= 12) or not proof:
        return False
    if not 0 <= now - int(asked) <= _VALID_S:
        return False
    if not hmac.compare_digest(_mark(visitor, key, int(asked), account_secret).encode(), mark.encode(errors="replace")):
        return False
    digest = hashlib.sha256(f"{seed}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4]) >> (32 - BITS) == 0


def _mark(visitor: str, key: str, asked: int, account_secret: str) -> str:
    return hmac.digest(account_secret.encode(), f"work {visitor} {key} {asked}".encode(), "sha256").hex()[:32]
