"""PLACEHOLDER by the coordinator, to be replaced whole by the danger author (brief: screen, Screening)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from maraude.core.safety import RiskKind, RiskLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    level: RiskLevel = RiskLevel.NONE
    kinds: tuple[RiskKind, ...] = ()
    rules: tuple[str, ...] = ()
    evidence: tuple[tuple[int, int], ...] = ()
    about: Literal["self", "other"] = "self"


_SUICIDE = re.compile(r"suicid|en finir|mourir|plus vivre", re.IGNORECASE)


def screen(text: str) -> Screening:
    found = _SUICIDE.search(text[:16384])
    if not found:
        return Screening()
    return Screening(level=RiskLevel.URGENT, kinds=(RiskKind.SUICIDE,), rules=("suicide.placeholder",), evidence=(found.span(),))


screen_long = screen
