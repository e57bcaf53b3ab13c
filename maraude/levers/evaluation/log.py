"""The log of decisions (contracts.md): one JSON object a line, without anybody in it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from maraude.core.errors import Refused


class LogRefused(Refused):
    """A line of the log cannot be read."""

    code = "log_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A decision; `reward` is None while its outcome is not known. `arms`: those that fitted, empty when not said."""

    at: datetime
    context: dict[str, str]
    arm: str
    propensity: float
    reward: float | None
    rewarded_at: datetime | None
    arms: Sequence[str] = ()


class _Row(msgspec.Struct):
    at: datetime
    context: dict[str, Any]
    arm: str
    propensity: float
    reward: float | bool | None = None
    rewarded_at: datetime | None = None
    arms: list[str] = []


_decoder = msgspec.json.Decoder(_Row)


def read_log(lines: Iterable[bytes]) -> list[Line]:
    """Return the decisions. Raises `LogRefused` with the number of the first line that is wrong, and why."""
    return [_line(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def log_line(line: Line) -> bytes:
    """Return a line as it is kept."""
    row = {
        "at": line.at.isoformat(),
        "context": line.context,
        "arm": line.arm,
        "propensity": line.propensity,
        "reward": line.reward,
        "rewarded_at": line.rewarded_at.isoformat() if line.rewarded_at else None,
    }
    return msgspec.json.encode(row | ({"arms": list(line.arms)} if line.arms else {}))


def _line(number: int, text: bytes) -> Line:
    try:
        row = _decoder.decode(text)
    except msgspec.MsgspecError as error:
        raise LogRefused(f"Line {number}: {error}.") from error
    why = _wrong(row)
    if why:
        raise LogRefused(f"Line {number}: {why}.")
    return Line(
        at=row.at,
        context={name: str(value) for name, value in row.context.items() if value is not None},
        arm=row.arm,
        propensity=row.propensity,
        reward=None if row.reward is None else float(row.reward),
        rewarded_at=row.rewarded_at,
        arms=tuple(row.arms),
    )


def _wrong(row: _Row) -> str:
    times = [row.at] if row.rewarded_at is None else [row.at, row.rewarded_at]
    has_zones = all(time.tzinfo is not None for time in times)
    is_reward = row.reward is None or (math.isfinite(row.reward) and 0 <= row.reward <= 1)
    is_plain = all(isinstance(value, str | int | float | bool | None) for value in row.context.values())
    rules = (
        (0 < row.propensity <= 1, "a propensity is above 0 and at most 1"),
        (is_reward, "a reward is from 0 to 1, or null while nobody knows"),
        (not row.arms or row.arm in row.arms, "the arm that led is not among those that fitted"),
        (is_plain, "a context holds plain values"),
        (has_zones, "a time needs its zone"),
        (has_zones and times == sorted(times), "a reward came before its decision"),
    )
    return next((why for holds, why in rules if not holds), "")
