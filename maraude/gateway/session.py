"""Reading Django's signed session without Django; a test pins this to Django's own encoder (foundation.md)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from http.cookies import CookieError, SimpleCookie

_SALT = "django.contrib.sessions.SessionStoresigner"


def session_key(cookie_header: str, *, cookie_name: str) -> str | None:
    """Return the session key a browser sent, or None."""
    try:
        cookie = SimpleCookie(cookie_header).get(cookie_name)
    except CookieError:
        return None
    value = cookie.value if cookie is not None else ""
    return value if value.isalnum() and len(value) <= 40 else None


def signed_in_user(session_data: str, *, secret_key: str) -> int | None:
    """Return the user of a stored session whose signature is right, or None for everybody else."""
    value, _, signature = session_data.rpartition(":")
    key = hashlib.sha256((_SALT + secret_key).encode()).digest()
    expected = base64.urlsafe_b64encode(hmac.digest(key, value.encode(), "sha256")).rstrip(b"=")
    if not hmac.compare_digest(expected, signature.encode()):
        return None
    payload = value.rpartition(":")[0]
    is_compressed = payload.startswith(".")
    raw = base64.urlsafe_b64decode(payload.lstrip(".") + "=" * (-len(payload.lstrip(".")) % 4))
    data = json.loads(zlib.decompress(raw) if is_compressed else raw)
    user = data.get("_auth_user_id")
    return int(user) if user is not None and str(user).isdecimal() else None
