"""Invented worlds, where it is known how often each lever leads to a step: stationary, drifting, delayed, dropping out.

No figure here comes from young people. The size of the effects is an assumption, larger than what studies found
(docs/algorithms/levers.md): with effects as small as those, nothing learns in 2,000 decisions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from maraude.levers.house import HOUSE
from maraude.levers.posterior import Floats, logistic

KINDS: Final = ("stationary", "drifting", "delayed", "dropping_out")
PER_DAY: Final = 10
WINDOW_DAYS: Final = 30.0
LOST: Final = 0.25  # share of steps that nobody hears of, in the worlds that drop out
_BASE: Final = -1.4
_CONTEXT, _ARM = 0.4, 0.45  # standard deviations, in log-odds
_UNDER: Final = {"need": 0.3, "stage": 0.45, "register": 0.2, "hour": 0.15}
_MEAN_DELAY_DAYS: Final = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What happens to each decision, whichever lever leads: decisions × levers, and days."""

    contexts: list[Mapping[str, str]]
    days: Floats  # when each decision is made
    chances: Floats  # of a step, true
    steps: Floats  # 1 when it would come
    delays: Floats  # days until it would be known; nan when nobody would hear of it
    draws: Floats  # the number in [0, 1) that a policy draws with


def world(kind: str, *, seed: int, decisions: int = 2_000) -> World:
    """Return a world; the same seed gives the same one, and the kinds share their contexts and first effects."""
    random = np.random.default_rng([seed, 20261127])
    contexts = _contexts(random, decisions)
    days = np.arange(decisions) / PER_DAY
    chances = _chances(random, contexts, days, drifts=kind == "drifting")
    steps = (random.random(chances.shape) < chances).astype(np.float64)
    is_late = kind in {"delayed", "dropping_out"}
    waits = random.exponential(_MEAN_DELAY_DAYS, decisions)
    delays = np.where(waits <= WINDOW_DAYS, waits, random.random(decisions) * WINDOW_DAYS) if is_late else waits * 0
    if kind == "dropping_out":
        delays[random.random(decisions) < LOST] = np.nan
    return World(
        contexts=contexts, days=days, chances=chances, steps=steps, delays=delays, draws=random.random(decisions)
    )


def _contexts(random: np.random.Generator, count: int) -> list[Mapping[str, str]]:
    columns = []
    for values in HOUSE.fields.values():
        shares = random.dirichlet(np.full(len(values), 3.0))
        columns.append([values[place] for place in random.choice(len(values), size=count, p=shares)])
    return [dict(zip(HOUSE.fields, row, strict=True)) for row in zip(*columns, strict=True)]


def _chances(random: np.random.Generator, contexts: list[Mapping[str, str]], days: Floats, *, drifts: bool) -> Floats:
    """A drifting world turns from its first effects to others, three quarters of the way, over all its days."""
    rows = np.stack([HOUSE.rows(one) for one in contexts])
    first, last = random_effects(random), random_effects(random)
    angle = (0.75 * np.pi / 2 * days / max(days[-1], 1.0))[:, None] if drifts else np.zeros((len(days), 1))
    shared = np.isin(HOUSE.groups()[rows], (0, 1))
    fixed = (first[rows] * shared).sum(axis=2)
    moving = [(effects[rows] * ~shared).sum(axis=2) for effects in (first, last)]
    return logistic(fixed + np.cos(angle) * moving[0] + np.sin(angle) * moving[1])


def random_effects(random: np.random.Generator) -> Floats:
    """Return the effects of an invented world."""
    spread = np.array([0.0, _CONTEXT, _ARM, *(_UNDER[name] for name in HOUSE.fields), 0.0])
    effects: Floats = random.standard_normal(HOUSE.size) * spread[HOUSE.groups()]
    effects[0] = _BASE
    return effects
