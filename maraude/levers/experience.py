"""What past decisions still teach: how much each counts, given its age, and how long steps take to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from maraude.levers.encoding import Encoding, Places
from maraude.levers.posterior import Floats, Posterior, fit

HALF_LIFE_DAYS = 365.0  # after which a decision counts half: people, seasons and services change
_DAY_S = 86_400.0
_PRIOR_DELAYS = 10.0  # how many steps the first guess (spread evenly over the window) is worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A decision, and what came of it so far: `rewarded_at` is None while nothing came."""

    at: datetime
    context: Mapping[str, str]
    arm: str
    rewarded_at: datetime | None


def learn(
    encoding: Encoding, lived: Sequence[Lived], *, at: datetime, window: timedelta, start: Posterior | None = None
) -> Posterior:
    """Return the posterior at an instant, from what was known by then. Same decisions, same instant: same posterior."""
    number = {arm: place for place, arm in enumerate(encoding.arms)}
    known = [one for one in lived if one.arm in number and one.at <= at]
    rows = [encoding.rows(one.context)[number[one.arm]] for one in known]
    width = 2 + 2 * len(encoding.fields)
    ages = np.array([(at - one.at).total_seconds() / _DAY_S for one in known])
    delays = np.array([_delay(one, at, window) for one in known])
    places = np.array(rows, dtype=np.int64).reshape(-1, width)
    return fit_lived(encoding, places, ages, delays, window_days=window.total_seconds() / _DAY_S, start=start)


def fit_lived(
    encoding: Encoding,
    rows: Places,
    ages: Floats,
    delays: Floats,
    *,
    window_days: float,
    start: Posterior | None = None,
) -> Posterior:
    """Fit from arrays: ages and delays in days, a delay being nan while no step came.

    A decision that is still open without a step is a failure only as far as steps usually come by its age
    (Chapelle, 2014, to the first order): else a lever whose steps come late would look bad.
    """
    came = ~np.isnan(delays)
    fade = 0.5 ** (ages / HALF_LIFE_DAYS)
    weights = fade * np.where(came, 1.0, usually_come_by(ages, delays, window_days=window_days))
    return fit(encoding, rows, came.astype(np.float64), weights, start=start, rounds=2 if start else 4)


def usually_come_by(ages: Floats, delays: Floats, *, window_days: float) -> Floats:
    """Return the share of steps that come within each age: counted where the window is over, evenly spread before."""
    evenly = np.clip(ages / window_days, 0.0, 1.0)
    over = delays[(ages >= window_days) & ~np.isnan(delays)]
    counted = np.searchsorted(np.sort(over), ages, side="right")
    share: Floats = np.where(ages >= window_days, 1.0, (_PRIOR_DELAYS * evenly + counted) / (_PRIOR_DELAYS + len(over)))
    return share


def _delay(one: Lived, at: datetime, window: timedelta) -> float:
    if one.rewarded_at is None or one.rewarded_at > at or not one.at <= one.rewarded_at <= one.at + window:
        return float("nan")
    return (one.rewarded_at - one.at).total_seconds() / _DAY_S
