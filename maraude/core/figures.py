"""What a report holds: frozen values, the same for the page, the command and the API (domain.md, Indicators)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maraude.core.age import AgeBand
from maraude.core.errors import Refused
from maraude.core.path import Step

# The states that the drawing shows and whose delays are measured: being out of school, work and training (`spotted`)
# says who somebody is, not how far they went.
DRAWN = (Step.MET, Step.REACHED, Step.BONDED, Step.ENGAGED, Step.ORIENTED, Step.RECEIVED, Step.ENTERED)


class Audience(StrEnum):
    """Who reads a report: the team's own figures, or those that leave the association."""

    TEAM = "team"
    FUNDER = "funder"


class NotProtected(Refused):
    """Figures that leave the association wait until small numbers are protected: use --audience team, inside only."""

    code = "not_protected"


class WrongCut(Refused):
    """Figures are cut by door, channel or age_band, three at most; never by worker."""

    code = "wrong_cut"


class Dimension(StrEnum):
    """What figures may be cut by."""

    DOOR = "door"
    CHANNEL = "channel"
    AGE_BAND = "age_band"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From an instant to another, which is no longer in it."""

    begins: datetime
    ends: datetime

    def __contains__(self, at: datetime | None) -> bool:
        """Say whether an instant falls in it."""
        return at is not None and self.begins <= at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPath:
    """Somebody's dated steps, without a name: by which door and channel they came, and what they said of themselves."""

    steps: Mapping[Step, datetime]
    door: str = ""
    channel: str = ""
    age_band: str = AgeBand.UNSAID
    newness: str = ""
    last_heard_at: datetime | None = None

    def cut(self, by: Dimension) -> str:
        """Return the value of one dimension."""
        match by:
            case Dimension.DOOR:
                return self.door
            case Dimension.CHANNEL:
                return self.channel
            case Dimension.AGE_BAND:
                return self.age_band


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCounts:
    """How many people took each step (indicators 3 to 12)."""

    met: int = 0
    reached: int = 0
    spotted: int = 0
    bonded: int = 0
    engaged: int = 0
    oriented: int = 0
    received: int = 0
    entered: int = 0
    sustained_3m: int = 0
    sustained_6m: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitCounts:
    """How many people left, by motive (indicator 13)."""

    declined: int = 0
    lost_touch: int = 0
    reoriented: int = 0
    stopped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewnessCounts:
    """Of those with whom there was a personal talk: new to services or not (indicator 6)."""

    yes: int
    no: int
    unknown: int
    not_asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """The median time between two states, in days, and over how many people (indicator 14)."""

    since: Step
    until: Step
    median_days: float | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CutRow:
    """The counts of the people who share these values."""

    values: tuple[str, ...]
    steps: StepCounts
    exits: ExitCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Counts by up to three dimensions, the largest first."""

    by: tuple[Dimension, ...]
    rows: tuple[CutRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFact:
    """An episode of danger: what it was about, when it was raised, seen and taken by a person."""

    level_rank: int
    kinds: tuple[str, ...]
    raised_at: datetime
    seen_at: datetime | None
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """How many episodes were about one kind of danger; an episode may be of several."""

    kind: str
    events: int
    median_minutes_to_seen: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyFigures:
    """Episodes of danger and the delay to a human (indicator 17)."""

    events: int
    immediate: int
    urgent: int
    concern: int
    never_seen: int
    median_minutes_to_seen: float | None
    median_minutes_to_taken: float | None
    kinds: tuple[KindCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionFigures:
    """What became of the needs that a program suggested (indicator 18); `doubtful` ones were shown as questions."""

    shown: int
    confirmed: int
    dismissed: int
    not_decided: int
    doubtful: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFigures:
    """Who did not want us, and what could not be sent (indicator 16)."""

    stopped: int
    declined: int
    not_delivered: int
