"""When a program may learn which lever leads, and when it must not: exclusions, floors, the cap, the stop rule.

What it may look at is a `Circumstance`: the need, the moment, the channel's register and the hour. Nothing of a person.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maraude.core.age import AgeBand
from maraude.core.channel import Capabilities
from maraude.core.lever import Lever, Moment
from maraude.core.need import Need

ARMS = tuple(lever for lever in Lever if lever is not Lever.LISTENING)
WINDOW = timedelta(days=30)  # a step taken later is nobody's merit
CAP_DECISIONS = 3  # days on which one thread is steered, in any seven
CAP_WINDOW = timedelta(days=7)
NO_NEED = "none"

# Never varied: what protects somebody, and what opens a service to them (understanding.md).
SAFETY_NEEDS = frozenset({Need.VIOLENCE, Need.MENTAL_HEALTH, Need.HEALTH, Need.ADDICTION, Need.SEXUAL_HEALTH})
ACCESS_NEEDS = frozenset({Need.HOUSING, Need.MONEY, Need.FOOD_EQUIPMENT, Need.ADMIN_RIGHTS, Need.JUSTICE})
NEEDS = (NO_NEED, *(need.value for need in Need if need not in SAFETY_NEEDS | ACCESS_NEEDS))

FLOOR = 0.02  # chance that every lever keeps, whatever was learned
_FLOORS = {AgeBand.FROM_15_TO_17: 0.04}  # minors are steered less
_NO_AGE = frozenset({AgeBand.UNDER_15, AgeBand.UNSAID})

STOP_AFTER = 100  # closed decisions of a band before the rule looks
_STOP_ALPHA = 0.05
_STOP_RHO = 0.15  # tightest near 300 decisions


class Register(StrEnum):
    """How one writes on a channel: in a few counted letters, or at ease."""

    SHORT = "short"
    CHAT = "chat"


class Hour(StrEnum):
    """Quarters of the day, in the association's time zone."""

    NIGHT = "night"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Ruling(StrEnum):
    """What was decided about learning: by the data-protection officer, a coordinator, or the stop rule."""

    ALLOWED = "allowed"
    WITHDRAWN = "withdrawn"
    SWITCHED_OFF = "switched_off"
    SWITCHED_ON = "switched_on"
    STOPPED = "stopped"


class Aside(StrEnum):
    """Why the policy stands aside: the suggestions are then drawn with equal chances, and nothing is kept."""

    ALERT = "alert"
    SWITCHED_OFF = "switched_off"
    CHANNEL = "channel"
    AGE = "age"
    CHOICE = "choice"  # "sans IA", or STOP
    SAFETY = "safety"
    ACCESS = "access"
    NO_MOMENT = "no_moment"
    CAPPED = "capped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """All that the policy sees."""

    need: str
    stage: str
    register: str
    hour: str

    def fields(self) -> dict[str, str]:
        """Return it as a log line says it."""
        return {"need": self.need, "stage": self.stage, "register": self.register, "hour": self.hour}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the rules look at before the policy may decide. None of it reaches the policy."""

    age_band: str
    has_open_alert: bool
    may_channel_learn: bool
    is_without_ai: bool
    is_stopped: bool
    is_switched_off: bool
    recent_decisions: int


def aside(standing: Standing, *, moment: Moment | None, needs: Collection[str]) -> Aside | None:
    """Return why the policy must stand aside, None when it may decide. An age that nobody said is no age.

    The band is a text: one that is not known here counts as unsaid.
    """
    reasons = (
        (standing.has_open_alert, Aside.ALERT),
        (standing.is_switched_off, Aside.SWITCHED_OFF),
        (not standing.may_channel_learn, Aside.CHANNEL),
        (standing.age_band in _NO_AGE or standing.age_band not in set(AgeBand), Aside.AGE),
        (standing.is_without_ai or standing.is_stopped, Aside.CHOICE),
        (not SAFETY_NEEDS.isdisjoint(needs), Aside.SAFETY),
        (not ACCESS_NEEDS.isdisjoint(needs), Aside.ACCESS),
        (moment is None, Aside.NO_MOMENT),
        (standing.recent_decisions >= CAP_DECISIONS, Aside.CAPPED),
    )
    return next((why for holds, why in reasons if holds), None)


def floor_of(age_band: str) -> float:
    """Return the chance that every lever keeps for a declared band; higher for minors.

    >>> floor_of("18_21"), floor_of("15_17")
    (0.02, 0.04)
    """
    return _FLOORS.get(AgeBand(age_band), FLOOR)


def register_of(capabilities: Capabilities) -> Register:
    """Return how one writes on a channel."""
    return Register.SHORT if capabilities.text_unit == "segments" else Register.CHAT


def hour_of(at: datetime) -> Hour:
    """Return the quarter of a local time.

    >>> hour_of(datetime(2026, 11, 27, 18, 0)).value
    'evening'
    """
    return tuple(Hour)[at.hour // 6]


def is_learning(rulings: Sequence[Ruling]) -> bool:
    """Say whether learning is allowed by the last word of the data-protection officer; the stop rule ends it too.

    >>> is_learning([]), is_learning([Ruling.ALLOWED]), is_learning([Ruling.ALLOWED, Ruling.STOPPED])
    (False, True, False)
    """
    said = [one for one in rulings if one in {Ruling.ALLOWED, Ruling.WITHDRAWN, Ruling.STOPPED}]
    return bool(said) and said[-1] is Ruling.ALLOWED


def is_switched_off(rulings: Sequence[Ruling]) -> bool:
    """Say whether a coordinator switched the policy off.

    >>> is_switched_off([Ruling.SWITCHED_OFF, Ruling.ALLOWED])
    True
    """
    said = [one for one in rulings if one in {Ruling.SWITCHED_OFF, Ruling.SWITCHED_ON}]
    return bool(said) and said[-1] is Ruling.SWITCHED_OFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A decision of the learned policy whose window is over: the chance it had, among how many levers, what came."""

    propensity: float
    arms: int
    reward: float


def harms(decisions: Sequence[Closed]) -> bool:
    """Say whether one band surely does worse than equal chances would have done for it.

    Each decision gives `reward × (1 - uniform / propensity)`, whose mean is the learned policy's value minus that of
    equal chances. It may be looked at every day: the bound is an asymptotic confidence sequence (Waudby-Smith, Arbour,
    Sinha, Kennedy and Ramdas, 2024), one-sided, 95 %.
    """
    count = len(decisions)
    if count < STOP_AFTER:
        return False
    gains = [one.reward * (1 - 1 / (one.arms * one.propensity)) for one in decisions]
    mean = math.fsum(gains) / count
    spread = math.sqrt(math.fsum((gain - mean) ** 2 for gain in gains) / (count - 1))
    grown = count * _STOP_RHO**2 + 1
    bound = spread * math.sqrt(
        2 * grown / (count**2 * _STOP_RHO**2) * math.log(1 + math.sqrt(grown) / (2 * _STOP_ALPHA))
    )
    return mean + bound < 0
