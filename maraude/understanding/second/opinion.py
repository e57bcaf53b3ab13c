"""A second reader of messages, slower and optional: it may only raise danger, and its failures cost nothing."""

from __future__ import annotations

import logging
from typing import Final, Protocol

from maraude.core.safety import RiskLevel
from maraude.lib import clock
from maraude.understanding.values import Risk

_PATIENCE: Final = 3  # failures in a row …
_PAUSE_S: Final = 60.0  # … after which it is left alone for a while

log = logging.getLogger("maraude.understanding")


class SecondReader(Protocol):
    """Reads one message. May raise anything: whoever calls is guarded."""

    name: str

    def read(self, text: str) -> Risk:
        """Return the danger it sees; `Risk()` when it sees none."""
        ...


class Guarded:
    """A second reader that never fails: errors are logged by their class alone, and after three it rests a minute."""

    def __init__(self, reader: SecondReader) -> None:
        """Guard a reader."""
        self._reader = reader
        self.name = reader.name
        self._failures = 0
        self._resting_until = 0.0

    def read(self, text: str) -> Risk:
        """Return what the reader sees, or no danger when it fails or rests. Total."""
        if clock.monotonic() < self._resting_until:
            return Risk()
        try:
            seen = self._reader.read(text)
        except Exception as error:  # noqa: BLE001 - whatever it is, the message is stored and was read by the first reader
            self._failures += 1
            log.warning("the second reader %s failed (%s)", self.name, type(error).__name__)
            if self._failures >= _PATIENCE:
                self._failures, self._resting_until = 0, clock.monotonic() + _PAUSE_S
            return Risk()
        self._failures = 0
        return seen if seen.level is not RiskLevel.NONE else Risk()
