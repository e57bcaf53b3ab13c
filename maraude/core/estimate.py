"""How often one door led to an entry, for one need: a shrunk estimate with its interval (docs/algorithms/outcomes.md).

Beta-binomial: what is known of this need at the other structures counts as `_STRENGTH` hand-overs; the more this one
has of its own, the less that weighs. Off below `MINIMUM`. Never of a person: two counts go in.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

MINIMUM = 11
_STRENGTH = 8.0
_INTERVAL = 0.90
_MOST_WEIGHT = 0.05  # of a score: it may part two equals, it never lifts a door over another need's


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hand-overs that ended, and those of them with an entry."""

    ended: int = 0
    entered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Of `ended` hand-overs: how likely an entry is, between which bounds, and how likely it is elsewhere."""

    ended: int
    likely: float
    low: float
    high: float
    elsewhere: float

    @property
    def weight(self) -> float:
        """Return by how much a score is multiplied: close to 1, and 1 while elsewhere is within the interval."""
        if self.low <= self.elsewhere <= self.high:
            return 1.0
        return 1.0 + max(-_MOST_WEIGHT, min(_MOST_WEIGHT, (self.likely - self.elsewhere) / 4))


def estimate(*, own: Tally, others: Tally) -> Estimate | None:
    """Return the estimate of one structure for one need, None below `MINIMUM` hand-overs of its own.

    `others`: the same need, everywhere else.

    >>> estimate(own=Tally(ended=10, entered=9), others=Tally())
    """
    if own.ended < MINIMUM:
        return None
    elsewhere = (others.entered + 1) / (others.ended + 2)
    alpha = own.entered + _STRENGTH * elsewhere
    beta = own.ended - own.entered + _STRENGTH * (1 - elsewhere)
    tail, likely = (1 - _INTERVAL) / 2, alpha / (alpha + beta)
    return Estimate(
        ended=own.ended,
        likely=likely,
        low=min(likely, quantile(tail, alpha, beta)),  # close to 0 or 1 a mean may lie outside its own interval
        high=max(likely, quantile(1 - tail, alpha, beta)),
        elsewhere=elsewhere,
    )


def quantile(share: float, alpha: float, beta: float) -> float:
    """Return below which value a Beta(alpha, beta) falls with this share of chances.

    >>> round(quantile(0.5, 3, 3), 6)
    0.5
    """
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if share_below(middle, alpha, beta) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def share_below(value: float, alpha: float, beta: float) -> float:
    """Return the regularised incomplete beta function (Abramowitz and Stegun 26.5.8, by Lentz's continued fraction)."""
    if value <= 0 or value >= 1:
        return float(value >= 1)
    if value > (alpha + 1) / (alpha + beta + 2):
        return 1 - share_below(1 - value, beta, alpha)
    scale = math.lgamma(alpha + beta) - math.lgamma(alpha) - math.lgamma(beta)
    front = math.exp(scale + alpha * math.log(value) + beta * math.log1p(-value)) / alpha
    return front * _fraction(value, alpha, beta)


def _fraction(value: float, alpha: float, beta: float) -> float:
    d = 1 / _away_from_zero(1 - (alpha + beta) * value / (alpha + 1))
    c, result = 1.0, d
    for step in range(1, 200):
        even = step * (beta - step) * value / ((alpha + 2 * step - 1) * (alpha + 2 * step))
        odd = -(alpha + step) * (alpha + beta + step) * value / ((alpha + 2 * step) * (alpha + 2 * step + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            result *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return result


def _away_from_zero(number: float) -> float:
    return number if abs(number) > 1e-30 else 1e-30
