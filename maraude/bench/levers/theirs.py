"""MABWiser in the same worlds: `theirs.py WORLDS.npz OUT.npz`, run by an interpreter that knows nothing of Maraude.

It gets one number a context value (one-hot) and an intercept, learns each morning from what was heard the day before:
a step when it comes, none when the window is over. It cannot take a lesson back, so it is not told earlier.
"""

from __future__ import annotations

import importlib
import sys
import time
from typing import Any

import numpy as np

# name: the class of the learning policy, and its argument. Two strengths each: theirs is the best of all in each kind.
SETTINGS = {
    "LinTS(0.1)": ("LinTS", {"alpha": 0.1}),
    "LinTS(0.3)": ("LinTS", {"alpha": 0.3}),
    "LinUCB(0.1)": ("LinUCB", {"alpha": 0.1}),
    "LinUCB(0.5)": ("LinUCB", {"alpha": 0.5}),
    "ThompsonSampling": ("ThompsonSampling", {}),
}
WINDOW_DAYS = 30.0
Theirs = Any  # MABWiser is not installed here: nothing of it is typed
Array = np.ndarray[Any, np.dtype[Any]]


def main(source: str, target: str) -> None:
    """Play every world with every setting; write which arm was chosen each time, and decisions a second."""
    mab = importlib.import_module("mabwiser.mab")
    worlds = np.load(source)
    found: dict[str, Any] = {}
    for name, (kind, arguments) in SETTINGS.items():
        for number in range(int(worlds["count"])):
            world = {key: worlds[f"{number}/{key}"] for key in ("features", "days", "steps", "delays")}
            policy = getattr(mab.LearningPolicy, kind)(**arguments)
            found[f"{number}/{name}"] = _play(mab.MAB(list(range(world["steps"].shape[1])), policy, seed=number), world)
    found["per_second"] = np.array(_per_second(mab, worlds))
    np.savez_compressed(target, **found)


def _play(bandit: Theirs, world: dict[str, Array]) -> Array:
    days, steps, delays = world["days"], world["steps"], world["delays"]
    arms = np.zeros(len(days), dtype=np.int64)
    known_at = np.full(len(days), np.inf)
    told = np.zeros(len(days), dtype=bool)
    has_begun = False
    for day in range(int(days[-1]) + 1):
        today = np.flatnonzero(days.astype(int) == day)
        news = np.flatnonzero(~told & (known_at <= day))
        if len(news):
            rewards = ((steps[news, arms[news]] == 1) & ~np.isnan(delays[news])).astype(float)
            _tell(bandit, arms[news], rewards, world["features"][news], first=not has_begun)
            told[news], has_begun = True, True
        arms[today] = _asked(bandit, world["features"][today]) if has_begun else today % steps.shape[1]
        comes = steps[today, arms[today]] == 1
        waits = np.where(comes & ~np.isnan(delays[today]), delays[today], _silence(delays))
        known_at[today] = days[today] + waits
    return arms


def _silence(delays: Array) -> float:
    """Without delays, no step by the next morning is none."""
    return 0.0 if not np.any(delays > 0) else WINDOW_DAYS


def _tell(bandit: Theirs, arms: Array, rewards: Array, features: Array, *, first: bool) -> None:
    tell = bandit.fit if first else bandit.partial_fit
    if bandit.is_contextual:
        tell(arms.tolist(), rewards.tolist(), features)
    else:
        tell(arms.tolist(), rewards.astype(int).tolist())


def _asked(bandit: Theirs, features: Array) -> list[int]:
    if not bandit.is_contextual:
        return [bandit.predict() for _ in features]
    asked = bandit.predict(features)
    return asked if isinstance(asked, list) else [asked]


def _per_second(mab: Theirs, worlds: Theirs) -> float:
    """Decide for one context at a time, as a page asks: the median of five rounds."""
    features, steps = worlds["0/features"], worlds["0/steps"]
    bandit = mab.MAB(list(range(steps.shape[1])), mab.LearningPolicy.LinTS(alpha=0.3), seed=1)
    bandit.fit((np.arange(len(features)) % steps.shape[1]).tolist(), steps[:, 0].tolist(), features)
    rates = []
    for _ in range(5):
        begins = time.perf_counter()
        for row in features[:300]:
            bandit.predict(row[None, :])
        rates.append(300 / (time.perf_counter() - begins))
    return float(np.median(rates))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
