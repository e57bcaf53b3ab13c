"""`maraude bench levers`: regret in invented worlds, decisions a second, and what intervals of the evaluation hold."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):  # before NumPy: small matrices lose on several threads
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402

from maraude.bench.levers.comparator import VERSION, Theirs, play_theirs  # noqa: E402
from maraude.bench.levers.coverage import LOGS, coverage  # noqa: E402
from maraude.bench.levers.play import play, regret  # noqa: E402
from maraude.bench.levers.worlds import KINDS, World, world  # noqa: E402
from maraude.core.lever_policy import FLOOR  # noqa: E402
from maraude.levers.house import HOUSE  # noqa: E402
from maraude.levers.policy import Thompson, decide, draw_worlds  # noqa: E402
from maraude.levers.posterior import prior  # noqa: E402

_WORLDS: Final = 40
_FIRST_SEED: Final = 100  # what was chosen by trying was chosen on seeds 1000 and more
_ROUNDS: Final = 5


def run(*, is_small: bool = False) -> dict[str, Any]:
    """Measure; `is_small` takes fewer worlds and logs."""
    count, logs = (4, 40) if is_small else (_WORLDS, LOGS)
    worlds = {kind: [world(kind, seed=_FIRST_SEED + place) for place in range(count)] for kind in KINDS}
    every = [one for kind in KINDS for one in worlds[kind]]
    with tempfile.TemporaryDirectory(prefix="maraude-levers-") as folder:
        theirs = play_theirs(every, folder=Path(folder))
    regrets = {kind: _kind(worlds[kind], theirs, begins=place * count) for place, kind in enumerate(KINDS)}
    ours = _per_second(worlds[KINDS[0]][0])
    rate = theirs.per_second if isinstance(theirs, Theirs) else None
    return {
        "bench": "levers",
        "decisions": 2_000,
        "worlds": count,
        "regret": regrets,
        "decisions_per_second": round(ours),
        "mabwiser_per_second": round(rate) if rate else theirs,
        "speed_ratio": round(ours / rate, 2) if rate else None,
        "mabwiser": VERSION,
        "dr_coverage": coverage(logs=logs),
    }


def _kind(worlds: Sequence[World], theirs: Theirs | str, *, begins: int) -> dict[str, Any]:
    """Compare within each world; theirs is the setting that did best in this kind, known only afterwards."""
    uniform = np.array([float((one.chances.max(axis=1) - one.chances.mean(axis=1)).sum()) for one in worlds])
    ours = np.array([regret(one, play(one, seed=seed).arms) for seed, one in enumerate(worlds)])
    found = {"uniform": _mean(uniform), "ours": _mean(ours), "share_of_uniform": _ratio(ours, uniform)}
    if isinstance(theirs, str):
        return {**found, "mabwiser": theirs}
    settings = {
        name: np.array([regret(one, chosen[begins + place]) for place, one in enumerate(worlds)])
        for name, chosen in theirs.arms.items()
    }
    best = min(settings, key=lambda name: float(settings[name].mean()))
    return {
        **found,
        "mabwiser": {
            "best": best,
            "regret": _mean(settings[best]),
            "share_of_uniform": _ratio(settings[best], uniform),
        },
        "ours_minus_mabwiser": _mean(ours - settings[best]),
    }


def _mean(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> list[float]:
    """Return the mean and its 95 % interval over worlds."""
    half = 1.96 * float(values.std(ddof=1)) / len(values) ** 0.5
    return [round(float(values.mean()) + step, 1) for step in (0.0, -half, half)]


def _ratio(ours: np.ndarray[tuple[int], np.dtype[np.float64]], uniform: np.ndarray[Any, Any]) -> list[float]:
    """Return the ratio of means and its 95 % interval (delta method)."""
    ratio = float(ours.mean() / uniform.mean())
    half = 1.96 * float((ours - ratio * uniform).std(ddof=1)) / len(ours) ** 0.5 / float(uniform.mean())
    return [round(ratio + step, 3) for step in (0.0, -half, half)]


def _per_second(one: World) -> float:
    """Decide for one context at a time, floor, chance and draw included: the median of five rounds."""
    policy, arms, rates = Thompson(HOUSE, draw_worlds(prior(HOUSE), seed=1)), list(HOUSE.arms), []
    for _ in range(_ROUNDS):
        begins = time.perf_counter()
        for context, draw in zip(one.contexts, one.draws, strict=True):
            decide(policy, context=context, arms=arms, floor=FLOOR, draw=float(draw))
        rates.append(len(one.contexts) / (time.perf_counter() - begins))
    return float(np.median(rates))
