"""Who is in front of the page: a random secret in a session cookie, of which we keep a keyed hash only.

A second cookie says since when this sitting may read: what was said before is shown after the code only, once a day
passed without a look, or after « Quitter ». Both end with the browser.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass, replace

SITTING_S = 24 * 3600
_SECRET = re.compile(r"[0-9A-Za-z_-]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CookieNames:
    """How the two cookies of one chat page are called: bound to the host where the address is https."""

    visitor: str
    sitting: str
    is_secure: bool

    @classmethod
    def of(cls, key: str, *, is_https: bool) -> CookieNames:
        """Return the names for the page of this account key: two associations may share a host."""
        prefix, page = "__Host-" if is_https else "", "".join(c for c in key if c.isascii() and c.isalnum())[:8]
        return cls(visitor=f"{prefix}visit-{page}", sitting=f"{prefix}sitting-{page}", is_secure=is_https)

    def set_cookie(self, name: str, value: str) -> str:
        """Return a Set-Cookie header that ends with the browser; an empty value ends it now."""
        end = "" if value else "; Max-Age=0"
        return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if self.is_secure else ''}{end}"


def is_sitting(name: str) -> bool:
    """Say whether a cookie of this name is a sitting, of whatever page."""
    return name.removeprefix("__Host-").startswith("sitting-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """What a sitting may read: messages since `since_ms` (Unix milliseconds). It ends a day after `seen` (seconds)."""

    since_ms: int
    seen: int

    @classmethod
    def beginning(cls, *, now: float, is_new: bool) -> Sitting:
        """Return the sitting of somebody who writes: a new visitor has nothing of before to hide."""
        return cls(since_ms=0 if is_new else int(now * 1000), seen=int(now))

    def looked(self, *, now: float) -> Sitting:
        """Return the sitting after another look."""
        return replace(self, seen=int(now))


def first_secret(key: str, *, account_secret: str) -> str:
    """Return the secret of a new visitor: 192 bits that the account's secret gives to the random key of their form.

    A first message sent twice (a double press, an answer lost on the way) is then twice the same visitor's.
    """
    digest = hmac.digest(account_secret.encode(), b"first " + key.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def read_secret(cookie: str | None) -> str | None:
    """Return the secret of a cookie, or None when it is not one of ours."""
    return cookie if cookie and _SECRET.fullmatch(cookie) else None


def reference(secret: str, *, account_secret: str) -> str:
    """Return the only thing kept of a visitor's secret: its hash, keyed per account, so that two accounts never match.

    >>> len(reference("s", account_secret="a"))
    64
    """
    return hmac.digest(account_secret.encode(), b"visitor " + secret.encode(), "sha256").hex()


def write_sitting(sitting: Sitting, *, secret: str, account_secret: str) -> str:
    """Return the value of the cookie, signed for this visitor and this account."""
    return f"{sitting.since_ms}.{sitting.seen}.{_mark(sitting, secret, account_secret)}"


def read_sitting(cookie: str | None, *, secret: str, account_secret: str, now: float) -> Sitting | None:
    """Return the sitting of a cookie, or None when it is forged, another's, or ended."""
    since, _, rest = (cookie or "").partition(".")
    seen, _, mark = rest.partition(".")
    if not (_is_number(since) and _is_number(seen)):
        return None
    sitting = Sitting(since_ms=int(since), seen=int(seen))
    if not hmac.compare_digest(_mark(sitting, secret, account_secret).encode(), mark.encode(errors="replace")):
        return None
    return sitting if sitting.seen <= now + 60 and now - sitting.seen < SITTING_S else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15


def _mark(sitting: Sitting, secret: str, account_secret: str) -> str:
    signed = f"sitting {secret} {sitting.since_ms} {sitting.seen}".encode()
    return hmac.digest(account_secret.encode(), signed, "sha256").hex()[:32]
