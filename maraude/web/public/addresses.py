"""How often one address may try a code (kept in memory for minutes, written nowhere), and our own addresses."""

from __future__ import annotations

from threading import Lock

from django.conf import settings
from django.http import HttpRequest

from maraude.lib import clock
from maraude.lib.pace import Pace

_pace = Pace(burst=20, every_s=4.0)  # behind a proxy, one address may be many people
_lock = Lock()


def may_try(request: HttpRequest) -> bool:
    """Say whether this address may try another code now: twenty at once, then fifteen a minute."""
    address = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()  # set by our own gateway
    with _lock:
        if _pace.wait_s(address, now=clock.monotonic()) > 0:
            _pace.give_back(address)
            return False
    return True


def page_address(path: str) -> str:
    """Return the whole address of one of our pages."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def printed_address(path: str) -> str:
    """Return an address as it is printed: what anybody can type, without the scheme."""
    return page_address(path).removeprefix("https://").removeprefix("http://")
