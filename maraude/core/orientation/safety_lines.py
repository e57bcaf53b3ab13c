"""The helplines that stand before any directory, by need and age. The thread's own danger has its own line already."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final

from maraude.core.directory.profile import Profile
from maraude.core.directory.territory import local_time
from maraude.core.helpline import LINES, Helpline
from maraude.core.need import Need

_GUIDE: Final = "Numéros d'urgence et d'écoute, cross-checked public guides"
_CHECKED: Final = date(2026, 11, 1)


def _line(
    number: str, name_fr: str, name_en: str, *, opens: int = 0, closes: int = 0, source: str = _GUIDE
) -> Helpline:
    hours = f"Mo-Su {opens:02}:00-{closes:02}:00" if opens != closes else "24/7"
    return Helpline(
        number=number,
        name_fr=name_fr,
        name_en=name_en,
        kinds=(),  # chosen by need here; never the automatic line of a danger
        hours=hours,
        opens=time(opens),
        closes=time(closes),
        source=source,
        verified_on=_CHECKED,
    )


_KNOWN: Final = {line.number: line for line in LINES} | {
    line.number: line
    for line in (
        _line("119", "le 119, enfance en danger", "119, children in danger", source="https://www.allo119.gouv.fr/"),
        _line(
            "3919",
            "le 3919, violences faites aux femmes",
            "3919, violence against women",
            source="https://arretonslesviolences.gouv.fr/",
        ),
        _line("114", "le 114 par SMS, si on ne peut pas parler", "114 by text, when one cannot speak"),
        _line(
            "0800235236",
            "Fil santé jeunes (12-25 ans)",
            "Fil santé jeunes (health, 12–25)",
            opens=9,
            closes=23,
            source="https://www.filsantejeunes.com/",
        ),
    )
}
_FOR: Final = {
    Need.VIOLENCE: ("119", "3919", "114"),
    Need.MENTAL_HEALTH: ("3114", "0800235236"),
    Need.HOUSING: ("115",),
    Need.SEXUAL_HEALTH: ("0800235236",),
    Need.HEALTH: ("0800235236",),
    Need.FAMILY: ("119",),
}
_FOR_MINORS: Final = {"119"}
_FOR_ADULTS: Final = {"3919"}
_YOUNG: Final = {"0800235236": (12, 25)}


def safety_lines(profile: Profile) -> tuple[Helpline, ...]:
    """Return the lines to have at hand for these needs, those that answer at this hour only.

    Who did not say their age may be a minor: the 119 is for them too.
    """
    local = local_time(profile.at, department="")
    numbers = dict.fromkeys(number for need in profile.needs for number in _FOR.get(need, ()))
    return tuple(_KNOWN[number] for number in numbers if _fits(number, profile, local))


def _fits(number: str, profile: Profile, local: datetime) -> bool:
    age = profile.age
    if number in _FOR_MINORS and age is not None and age >= 21:  # the ASE follows some up to 21
        return False
    if number in _FOR_ADULTS and profile.is_minor:
        return False
    youngest, oldest = _YOUNG.get(number, (0, 120))
    if age is not None and not youngest <= age <= oldest:
        return False
    return _KNOWN[number].is_open(local)
