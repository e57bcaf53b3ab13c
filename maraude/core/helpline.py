"""Helplines, and the one to show: by kind of danger and by the hour (domain.md, Helplines)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from maraude.core.safety import RiskKind, RiskLevel

ALWAYS = (time(0), time(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Helpline:
    """A line somebody can call or write to. `opens` and `closes` are local French times, every day of the week."""

    number: str
    name_fr: str
    name_en: str
    kinds: tuple[RiskKind, ...]
    hours: str  # OpenStreetMap opening hours
    opens: time
    closes: time
    source: str
    verified_on: date

    def is_open(self, local: datetime) -> bool:
        """Say whether the line answers at this local French time."""
        if self.opens == self.closes:
            return True
        if self.opens < self.closes:
            return self.opens <= local.time() < self.closes
        return local.time() >= self.opens or local.time() < self.closes


_GUIDE = "Numéros d'urgence et d'écoute, cross-checked public guides"
_CHECKED = date(2026, 11, 1)

LINES = (
    Helpline(
        number="3114",
        name_fr="le 3114, numéro national de prévention du suicide",
        name_en="3114, the national suicide prevention line",
        kinds=(RiskKind.SUICIDE, RiskKind.SELF_HARM),
        hours="24/7",
        opens=ALWAYS[0],
        closes=ALWAYS[1],
        source="https://3114.fr/",
        verified_on=_CHECKED,
    ),
    Helpline(
        number="15",
        name_fr="le 15, le SAMU",
        name_en="15, emergency medical help",
        kinds=(RiskKind.MEDICAL,),
        hours="24/7",
        opens=ALWAYS[0],
        closes=ALWAYS[1],
        source=_GUIDE,
        verified_on=_CHECKED,
    ),
    Helpline(
        number="115",
        name_fr="le 115, pour dormir à l'abri cette nuit",
        name_en="115, for a roof tonight",
        kinds=(RiskKind.HOMELESS_TONIGHT,),
        hours="24/7",
        opens=ALWAYS[0],
        closes=ALWAYS[1],
        source=_GUIDE,
        verified_on=_CHECKED,
    ),
    Helpline(
        number="3018",
        name_fr="le 3018, contre le harcèlement et les violences en ligne",
        name_en="3018, against harassment and violence online",
        kinds=(RiskKind.CYBERBULLYING,),
        hours="Mo-Su 09:00-23:00",
        opens=time(9),
        closes=time(23),
        source="https://e-enfance.org/numero-3018/",
        verified_on=_CHECKED,
    ),
    Helpline(
        number="17",
        name_fr="le 17, la police",
        name_en="17, the police",
        kinds=(RiskKind.HARM_TO_OTHERS,),
        hours="24/7",
        opens=ALWAYS[0],
        closes=ALWAYS[1],
        source=_GUIDE,
        verified_on=_CHECKED,
    ),
)
EMERGENCY = "112"
EMERGENCY_BY_TEXT = "114"

# Another person may hold the phone: the words name nothing until a safe contact is agreed.
_NEUTRAL = {RiskKind.VIOLENCE, RiskKind.SEXUAL_VIOLENCE, RiskKind.EXPLOITATION}
# When several kinds show, the line of the most pressing one.
_ORDER = tuple(RiskKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class RightLine:
    """What is sent to the young person at once: a text key and the one line, None when the words stay neutral."""

    is_neutral: bool
    line: Helpline | None
    with_emergency: bool


def right_line(*, level: RiskLevel, kinds: tuple[RiskKind, ...], local: datetime) -> RightLine:
    """Return the one line for a danger at a local French time; the 3114 answers when no other one is open.

    >>> from datetime import datetime
    >>> night = datetime(2026, 11, 24, 2)
    >>> right_line(level=RiskLevel.IMMEDIATE, kinds=(RiskKind.SUICIDE,), local=night).line.number
    '3114'
    """
    is_immediate = level == RiskLevel.IMMEDIATE
    if _NEUTRAL & set(kinds):
        return RightLine(is_neutral=True, line=None, with_emergency=True)
    for kind in sorted(kinds, key=_ORDER.index):
        for line in LINES:
            if kind in line.kinds and line.is_open(local):
                return RightLine(is_neutral=False, line=line, with_emergency=is_immediate)
    return RightLine(is_neutral=False, line=LINES[0], with_emergency=is_immediate)
