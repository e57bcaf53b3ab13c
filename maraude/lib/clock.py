"""The only place that reads the clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)


def monotonic() -> float:
    """Return seconds from an arbitrary origin, never going back."""
    return time.monotonic()


def unix() -> float:
    """Return seconds since 1970-01-01 UTC."""
    return time.time()


def nanoseconds() -> int:
    """Return nanoseconds since 1970-01-01 UTC."""
    return time.time_ns()
