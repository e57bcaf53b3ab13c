"""What an answer to a judged profile is worth, one profile at a time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from maraude.bench.orientation.judged import Accepted, Judged
from maraude.core.directory.structure_kinds import YOUTH_DOORS

_FIRST, _SHOWN, _DOOR_WITHIN = 5, 10, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A service that was proposed."""

    service_id: str
    kind: str
    structure_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One answer. None: the profile has nothing to be measured by. Shares are 0 to 1.

    `p5`: of the first five, or of as many as there are good ones, how many are. `strict`: of the first five shown.
    """

    p5: float | None
    strict: float | None
    ndcg: float | None
    ineligible: int
    out_of_area: int
    tombstoned: int
    unjudged: int
    shown: int
    door: bool | None
    needs_met: int
    needs: int


def measure(judged: Judged, shown: Sequence[Shown]) -> Measured:
    """Return what these proposals, best first, are worth for a profile."""
    shown = shown[:_SHOWN]
    gains = _gains(judged, shown)
    refusals = [judged.refused.get(one.service_id) or judged.refused.get(f"kind:{one.kind}") for one in shown]
    whys = [one.why for gain, one in zip(gains, refusals, strict=True) if one is not None and gain is None]
    possible = [one.grade for one in judged.accept if not one.same_as]
    most = min(_FIRST, len(possible))
    hits = sum(bool(gain and gain.grade) for gain in gains[:_FIRST])
    needs = {need for one in judged.accept for need in one.needs} & set(judged.profile.needs)
    met = {need for gain in gains if gain is not None for need in gain.needs}
    return Measured(
        p5=min(hits, most) / most if most else None,
        strict=hits / min(_FIRST, len(shown)) if shown and most else None,
        ndcg=_ndcg([gain.grade if gain else 0 for gain in gains], possible),
        ineligible=sum(why not in {"zone", "closed"} for why in whys),
        out_of_area=whys.count("zone"),
        tombstoned=whys.count("closed"),
        unjudged=sum(gain is None for gain in gains) - len(whys),
        shown=len(shown),
        door=_has_door(judged, shown[:_DOOR_WITHIN]),
        needs_met=len(needs & met) if needs else int(any(gain is not None for gain in gains)),
        needs=len(needs) if needs else int(bool(possible)),
    )


def _gains(judged: Judged, shown: Sequence[Shown]) -> list[Accepted | None]:
    """Return the judgement of each; the second of two that are the same is worth nothing."""
    seen: set[str] = set()
    found: list[Accepted | None] = []
    for one in shown:
        named = judged.accepted.get(one.service_id)
        same = (named.same_as if named else "") or one.service_id
        found.append(None if same in seen else named or judged.accepted.get(f"kind:{one.kind}"))
        seen.add(same)
    return found


def _ndcg(grades: Sequence[int], possible: Sequence[int]) -> float | None:
    best = _dcg(sorted(possible, reverse=True)[:_SHOWN])
    return min(1.0, _dcg(grades) / best) if best else None


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _has_door(judged: Judged, first: Sequence[Shown]) -> bool | None:
    """Say whether a youth generalist is there; None at another age, or where none serves the commune."""
    age = judged.profile.age
    if age is None or not 12 <= age <= 25:
        return None
    if judged.door:
        return any(one.service_id in judged.door for one in first)
    if not any(one.structure_type in YOUTH_DOORS for one in judged.accept):
        return None
    return any(one.kind in YOUTH_DOORS for one in first)
