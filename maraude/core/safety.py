"""Danger: levels that only a named person lowers, kinds, and the life of an alert (domain.md, Risk)."""

from __future__ import annotations

from enum import StrEnum


class RiskLevel(StrEnum):
    """How soon a human must look: never, the same day, within the on-call delay, now."""

    NONE = "none"
    CONCERN = "concern"
    URGENT = "urgent"
    IMMEDIATE = "immediate"

    @property
    def rank(self) -> int:
        """Return 0 for none up to 3 for immediate, to order and compare levels.

        >>> RiskLevel.URGENT.rank > RiskLevel.CONCERN.rank
        True
        """
        return _RANKS[self]

    @property
    def is_alert(self) -> bool:
        """Say whether this level calls the person on duty (urgent or immediate)."""
        return self.rank >= _RANKS[RiskLevel.URGENT]


_RANKS = {level: rank for rank, level in enumerate(RiskLevel)}


class RiskKind(StrEnum):
    """What the danger is about."""

    SUICIDE = "suicide"
    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    SEXUAL_VIOLENCE = "sexual_violence"
    EXPLOITATION = "exploitation"
    CYBERBULLYING = "cyberbullying"
    HOMELESS_TONIGHT = "homeless_tonight"
    MEDICAL = "medical"
    HARM_TO_OTHERS = "harm_to_others"


def highest(*levels: RiskLevel) -> RiskLevel:
    """Return the most serious of several levels: rules, model and human are combined this way only.

    >>> highest(RiskLevel.NONE, RiskLevel.URGENT, RiskLevel.CONCERN)
    <RiskLevel.URGENT: 'urgent'>
    """
    return max(levels, key=lambda level: level.rank, default=RiskLevel.NONE)
