"""Meta's door: a challenge when the address is typed in, then bodies signed with the application's secret."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from urllib.parse import parse_qs

from maraude.channels.interface import Accept, Account, Challenge, RawRequest, Reject, Verdict

_SCHEME: Final = "sha256="
_LONGEST_CHALLENGE: Final = 200


def verify(request: RawRequest, account: Account) -> Verdict:
    """Answer a challenge that carries our word, accept what the application signed, turn the rest away."""
    if request.method == "GET":
        return _challenge(request.query, account.secrets.get("secret", ""))
    secret = account.secrets.get("app_secret", "")
    given = request.headers.get("x-hub-signature-256", "")
    is_theirs = bool(secret) and hmac.compare_digest(
        signature(request.body, secret).encode(), given.casefold().encode(errors="replace")
    )
    return Accept() if is_theirs else Reject(status=401, reason="The signature is missing or wrong.")


def signature(body: bytes, secret: str) -> str:
    """Return the value of X-Hub-Signature-256: HMAC-SHA256 of the raw body, in hexadecimal."""
    return _SCHEME + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def app_proof(token: str, secret: str) -> str:
    """Return `appsecret_proof`: with it a call shows that a token and a secret belong to the same application."""
    return hmac.new(secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _challenge(query: str, word: str) -> Verdict:
    try:
        asked = {name: values[-1] for name, values in parse_qs(query, max_num_fields=20).items()}
    except ValueError:
        asked = {}
    given = asked.get("hub.verify_token", "")
    is_theirs = bool(word) and hmac.compare_digest(word.encode(), given.encode(errors="replace"))
    said = asked.get("hub.challenge", "")
    if not is_theirs or asked.get("hub.mode") != "subscribe" or not said.isalnum() or len(said) > _LONGEST_CHALLENGE:
        return Reject(status=403, reason="The verify token is missing or wrong.")
    return Challenge(body=said.encode())
