"""Whether a form really comes from our own page: another site must not write in somebody's name."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_from_our_page(headers: Mapping[str, str]) -> bool:
    """Say whether a browser vouches that a page of this very host sent this request.

    Any browser sends one of three proofs with a form: Sec-Fetch-Site (since 2020), Origin, or Referer. The first one
    present decides; none at all is refused. Header names are lower-case.

    >>> is_from_our_page({"host": "a.example", "origin": "https://a.example"})
    True
    >>> is_from_our_page({"host": "a.example", "origin": "https://a.example.evil.example"})
    False
    """
    host = headers.get("host", "").lower()
    if "sec-fetch-site" in headers:
        return headers["sec-fetch-site"] == "same-origin"
    for name in ("origin", "referer"):
        if name in headers:
            return bool(host) and _host_of(headers[name]) == host
    return False


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""
