"""Who leads: equal chances, or Thompson sampling with a floor. The draw is made from the very chances that are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from maraude.core.errors import MaraudeError
from maraude.levers.encoding import Encoding
from maraude.levers.posterior import Floats, Posterior

WORLDS = 256  # drawn once a posterior: chances are shares of these
# Worlds are drawn closer to the mean than the posterior says (Chapelle and Li, 2011): over some thousand decisions
# plain Thompson sampling tries too much. Chosen on invented worlds that the bench does not use.
BOLDNESS = 0.2
UNIFORM, LEARNED = "uniform", "learned"


class NoArm(MaraudeError):
    """A decision needs at least one lever that fits."""


class FloorTooHigh(MaraudeError):
    """The floors of all levers together must leave something to share."""


class Policy(Protocol):
    """Gives each lever that fits a chance to lead."""

    @property
    def name(self) -> str:
        """Return how decisions say who made them."""
        ...

    def chances(self, context: Mapping[str, str], arms: Sequence[str], *, floor: float) -> Floats:
        """Return one chance for each of `arms`, in their order: at least `floor`, together one."""
        ...


@dataclass(frozen=True, slots=True)
class Uniform:
    """Equal chances: what Maraude ships."""

    name: str = UNIFORM

    def chances(self, context: Mapping[str, str], arms: Sequence[str], *, floor: float) -> Floats:
        """Return equal chances."""
        del context
        _check(arms, floor)
        return np.full(len(arms), 1 / len(arms))


class Thompson:
    """Thompson sampling over a posterior: the share of drawn worlds in which a lever is the best, above the floor.

    The worlds are drawn once, from the seed: for the same posterior and seed the chances are exact and the same, so
    what is logged is what was played, not an estimate of it.
    """

    name = LEARNED

    def __init__(self, encoding: Encoding, worlds: Floats) -> None:
        """Keep the worlds (effects × worlds), as `draw_worlds` made them."""
        self._encoding = encoding
        self._number = {arm: number for number, arm in enumerate(encoding.arms)}
        self._worlds = worlds

    def chances(self, context: Mapping[str, str], arms: Sequence[str], *, floor: float) -> Floats:
        """Return the share of worlds in which each lever is the best, lifted to the floor."""
        _check(arms, floor)
        rows = self._encoding.rows(context)
        if len(arms) != len(self._number) or list(arms) != list(self._number):
            rows = rows[[self._number[arm] for arm in arms]]
        best = self._worlds[rows].sum(axis=1).argmax(axis=0)
        share = np.bincount(best, minlength=len(arms)) / self._worlds.shape[1]
        lifted: Floats = floor + (1 - floor * len(arms)) * share
        return lifted


def draw_worlds(posterior: Posterior, *, seed: int) -> Floats:
    """Return worlds that the posterior holds possible, one a column; the same for the same seed."""
    drawn = np.random.default_rng(seed).standard_normal((len(posterior.mean), WORLDS))
    root = np.linalg.cholesky((posterior.covariance + posterior.covariance.T) / 2)
    worlds: Floats = posterior.mean[:, None] + BOLDNESS * root @ drawn
    return worlds


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The lever that leads, and the chance it had."""

    arm: str
    propensity: float


def decide(policy: Policy, *, context: Mapping[str, str], arms: Sequence[str], floor: float, draw: float) -> Decision:
    """Return who leads. `draw` is a number in [0, 1) from the caller's seed."""
    chances = policy.chances(context, arms, floor=floor)
    place = min(int(np.searchsorted(np.cumsum(chances), draw, side="right")), len(arms) - 1)
    return Decision(arm=arms[place], propensity=float(chances[place]))


def _check(arms: Sequence[str], floor: float) -> None:
    if not arms:
        raise NoArm
    if floor * len(arms) > 1:
        raise FloorTooHigh
