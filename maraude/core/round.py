"""What a worker notes of a round: counts, minutes and the mood of the place. Nothing about anybody (P-04)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maraude.core.errors import Refused

_MOST_PEOPLE = 1000
_MOST_MINUTES = 12 * 60
_FORGOTTEN = timedelta(days=14)  # the oldest a log may be when it arrives
_LATE = timedelta(minutes=10)
_TRUSTED = timedelta(minutes=2)  # how far a telephone's clock may be from ours


class WrongLog(Refused):
    """These counts cannot be right: from 0 to 1,000 people, from 1 minute to 12 hours."""

    code = "wrong_log"


class Mood(StrEnum):
    """How the place felt, never how a person did."""

    CALM = "calm"
    WARM = "warm"
    TENSE = "tense"
    HOSTILE = "hostile"

    @property
    def is_hard(self) -> bool:
        """Say whether one should not go home alone with it."""
        return self in {Mood.TENSE, Mood.HOSTILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCounts:
    """What was counted in one round, by one worker."""

    seen: int
    talked: int
    refused: int
    doors: int
    minutes: int
    mood: Mood
    wants_debrief: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When a log happened, by our clock, and how far the telephone's own was."""

    happened_at: datetime
    clock_off_s: int
    is_clock_doubtful: bool
    is_late: bool


def read_counts(said: Mapping[str, object]) -> RoundCounts:
    """Return the counts of a form or of a log kept on a telephone; a count left out is nought. Raises `WrongLog`.

    >>> read_counts({"talked": "3", "minutes": 45, "mood": "calm"}).talked
    3
    """
    mood = said.get("mood")
    if not isinstance(mood, str) or mood not in set(Mood):
        raise WrongLog
    return RoundCounts(
        seen=_number(said.get("seen"), 0, _MOST_PEOPLE),
        talked=_number(said.get("talked"), 0, _MOST_PEOPLE),
        refused=_number(said.get("refused"), 0, _MOST_PEOPLE),
        doors=_number(said.get("doors"), 0, _MOST_PEOPLE),
        minutes=_number(said.get("minutes"), 1, _MOST_MINUTES),
        mood=Mood(mood),
        wants_debrief=str(said.get("wants_debrief")) in {"True", "on"},
    )


def dated(*, noted_at: datetime, sent_at: datetime, at: datetime) -> Dated:
    """Return when a log happened: the telephone says when it was noted and when it left, we know when it came.

    A clock that is wrong all along is thereby put right; what would lie in the future or too far back is brought
    inside the bounds, and marked.
    """
    off = sent_at - at
    happened_at = noted_at - off
    inside = min(max(happened_at, at - _FORGOTTEN), at)
    return Dated(
        happened_at=inside,
        clock_off_s=max(-(2**31), min(2**31 - 1, round(off.total_seconds()))),
        is_clock_doubtful=abs(off) > _TRUSTED or inside != happened_at,
        is_late=at - inside > _LATE,
    )


def _number(value: object, least: int, most: int) -> int:
    text = "" if value is None else str(value).strip()
    if not text and least == 0:
        return 0
    if isinstance(value, bool) or not text.isascii() or not text.isdigit() or len(text) > 5:
        raise WrongLog
    number = int(text)
    if not least <= number <= most:
        raise WrongLog
    return number
