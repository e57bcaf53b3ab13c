"""The cases of every registered channel, and how they are read."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

from maraude.channels.interface import Accept, Account, Parsed, RawRequest
from maraude.channels.registry import CHANNELS
from tests.channels.case import Case

NOW = datetime(2026, 11, 26, 20, tzinfo=UTC)
NAMES = sorted(CHANNELS)


def recorded(name: str) -> ModuleType:
    """Return the cases of a channel: its module has ACCOUNT and CASES, FORGERIES when it has a door."""
    return importlib.import_module(f"tests.channels.{name}.cases")


def cases() -> list[tuple[str, Case]]:
    """Return every case that there is, with its channel."""
    found = []
    for name in NAMES:
        try:
            found += [(name, case) for case in recorded(name).CASES]
        except ModuleNotFoundError:
            continue  # named by a test of its own
    return found


def read(name: str, case: Case, *, account: Account | None = None) -> Parsed:
    """Verify a case that comes by our door, and parse it."""
    if case.request is None:
        return CHANNELS[name].parse(case.body, at=NOW)
    verdict = CHANNELS[name].verify(case.request, account or recorded(name).ACCOUNT)
    assert isinstance(verdict, Accept), f"{name}: {case.name} is turned away"
    return CHANNELS[name].parse(case.request.body if verdict.body is None else verdict.body, at=NOW)


def parsed_bytes(name: str, case: Case) -> bytes:
    """Return what `parse` is given for a case."""
    if case.request is None:
        return case.body
    verdict = CHANNELS[name].verify(case.request, recorded(name).ACCOUNT)
    assert isinstance(verdict, Accept)
    return case.request.body if verdict.body is None else verdict.body


def request(
    body: bytes = b"", *, method: str = "POST", query: str = "", headers: dict[str, str] | None = None
) -> RawRequest:
    """Return a request at our door."""
    return RawRequest(method=method, headers=headers or {}, query=query, body=body, at=NOW)


def without_headers(one: RawRequest) -> RawRequest:
    """Return a request that proves nothing."""
    return replace(one, headers={}, query="")
