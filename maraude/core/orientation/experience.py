"""What we learnt of each door, put into an order already chosen: nothing is added, nothing is removed.

A door that stays silent falls behind what answers; where outcomes are many enough, they part two near equals.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kinds import YOUTH_DOORS, YOUTH_DOORS_ELSE
from maraude.core.estimate import Estimate
from maraude.core.need import Need
from maraude.core.orientation.scoring import Scored
from maraude.core.standing import Answering

_SILENT = 0.75
_SHOWN_FIRST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What is known of one structure here: how it answers, and what came of it by need."""

    answering: Answering = field(default_factory=Answering)
    estimates: Mapping[Need, Estimate] = field(default_factory=dict)

    def weight(self, one: Scored) -> float:
        """Return by how much the score of one of its services is multiplied."""
        found = self.estimates.get(one.need) if one.need else None
        return (_SILENT if self.answering.is_silent else 1.0) * (found.weight if found else 1.0)


def reorder(chosen: Sequence[Scored], experiences: Mapping[str, Experience], profile: Profile) -> list[Scored]:
    """Return the same services in the order of their weighted scores; a first door for the young stays in sight.

    `experiences` by structure id. Services that nothing is known of keep their order among themselves.
    """
    places = {id(one): place for place, one in enumerate(chosen)}
    weights = {
        id(one): experiences[one.offer.structure_id].weight(one) if one.offer.structure_id in experiences else 1.0
        for one in chosen
    }
    if all(weight == 1.0 for weight in weights.values()):
        return list(chosen)
    ordered = sorted(chosen, key=lambda one: (-one.score * weights[id(one)], places[id(one)]))
    return _with_door_in_sight(ordered, chosen) if profile.is_young else ordered


def _with_door_in_sight(ordered: list[Scored], chosen: Sequence[Scored]) -> list[Scored]:
    """Keep among the first three a youth door that was there: silent as it may be, somebody can call it."""
    kinds = {*YOUTH_DOORS, *YOUTH_DOORS_ELSE}
    before = [one for one in chosen[:_SHOWN_FIRST] if one.kind.id in kinds]
    if not before or any(one.kind.id in kinds for one in ordered[:_SHOWN_FIRST]):
        return ordered
    door = before[0]
    rest = [one for one in ordered if one is not door]
    return [*rest[: _SHOWN_FIRST - 1], door, *rest[_SHOWN_FIRST - 1 :]]
