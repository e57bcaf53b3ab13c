"""For whom a service says it is: ages read in its own words, when it says them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

OLDEST: Final = 120
_SHORT: Final = 80  # characters: a longer text that names adults tells a story
_NUMBER = r"(\d{1,2})"
_YEARS = r"(?:\s*ans)?"
_BETWEEN = re.compile(
    rf"(?:entre|de|les|des|aux)?\s*{_NUMBER}{_YEARS}\s*(?:-|–|/|à|et|a)\s*{_NUMBER}\s*ans(?!\s*d)", re.IGNORECASE
)
_UNDER = re.compile(
    rf"(?:moins de|avant|âgée?s? de moins de)\s*{_NUMBER}\s*ans(?!\s*d['’ ](?:exp|anc))|(?<![\w-])-\s?{_NUMBER}\s*ans",
    re.IGNORECASE,
)
_UP_TO = re.compile(rf"(?:jusqu['’]?\s*(?:à|a|aux)|maximum)\s*{_NUMBER}\s*ans", re.IGNORECASE)
_FROM = re.compile(
    rf"(?:plus de|[àa] partir de|dès|dès l['’]âge de|minimum|âgée?s? d['’ ]au moins|au moins|avoir)\s*{_NUMBER}\s*ans"
    rf"(?!\s*d['’ ](?:exp|anc))|{_NUMBER}\s*ans\s*(?:et\s*(?:plus|\+)|minimum|révolus|ou plus|\+)",
    re.IGNORECASE,
)
_ADULTS = re.compile(
    r"\b(?:personnes?|hommes?|femmes?|jeunes|public)\s+majeure?s?\b|\bêtre majeure?\b|\bmajeure?s? uniquement\b"
    r"|\bréservée? aux (?:adultes|majeure?s)\b",
    re.IGNORECASE,
)
_GROWN: Final = re.compile(r"\b(?:adultes?|majeure?s?)\b", re.IGNORECASE)
_NOT_ONLY_GROWN: Final = re.compile(
    r"enfant|\bado|jeunes?\b(?! (?:majeur|adulte))|mineur|famil|parent|tous?\b|toutes?\b"
    r"|\bpublic(?! (?:adulte|majeur))|non ",
    re.IGNORECASE,
)
_WITH_DISABILITY: Final = re.compile(r"rqth|handicap", re.IGNORECASE)

# Situations that a name gives away when no public was published (data·inclusion publics).
_NAMED: Final = (
    ("personnes-en-situation-de-handicap", re.compile(r"handicap|\brqth\b|\btih\b|\besat\b|cap emploi", re.IGNORECASE)),
    (
        "personnes-exilees",
        re.compile(
            r"réfugié|exilé|primo[- ]?arrivant|demandeurs? d['’]asile|migrant|allophone|\bhope\b", re.IGNORECASE
        ),
    ),
    ("beneficiaires-des-minimas-sociaux", re.compile(r"\bb?rsa\b|minimas? sociaux", re.IGNORECASE)),
    ("femmes", re.compile(r"\bfemmes?\b|développeuse", re.IGNORECASE)),
    ("seniors", re.compile(r"\bseniors?\b|personnes? âgée|\bretraité", re.IGNORECASE)),
    ("personnes-en-situation-juridique-specifique", re.compile(r"sous main de justice|détenu|\bspip\b", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The ages a service says it receives, both included."""

    least: int = 0
    most: int = OLDEST


def read_ages(texts: Sequence[str]) -> Ages | None:
    """Return the ages said in the first of these texts that says any, None when none does.

    Several ranges in one text are taken together, so that nobody is turned away by half a sentence; an age of small
    children is their parents' business and says nothing.

    >>> read_ages(["Jeunes de 16 à 25 ans"]), read_ages(["Avoir moins de 26 ans"])
    (Ages(least=16, most=25), Ages(least=0, most=25))
    """
    for text in texts:
        found = _ranges(text)
        if found:
            return Ages(least=min(least for least, _ in found), most=max(most for _, most in found))
    return None


def read_publics(names: Sequence[str]) -> list[str]:
    """Return the situations that these names give away, for a service that published no public.

    >>> read_publics(["Aide à l'emploi", "Emploi & Handicap Grand Lille"])
    ['personnes-en-situation-de-handicap']
    """
    return [public for public, pattern in _NAMED if any(pattern.search(name) for name in names)]


def _ranges(text: str) -> list[tuple[int, int]]:
    found = [(int(least), int(most)) for least, most in _BETWEEN.findall(text)]
    rest = _BETWEEN.sub(" ", text)
    lows = [_one(hit) for hit in _FROM.findall(rest)] or ([18] if _is_for_adults(rest) else [])
    highs = [_one(hit) - 1 for hit in _UNDER.findall(rest)] + [int(age) for age in _UP_TO.findall(rest)]
    lows, highs = [age for age in lows if 10 <= age <= 65], [age for age in highs if 10 <= age <= 65]
    if found:  # « de 16 à 25 ans, jusqu'à 30 ans en cas de handicap » widens the range, it is no other one
        found = [(min([least, *lows]), max([most, *highs])) for least, most in found]
    elif lows and highs and min(lows) <= max(highs):
        found.append((min(lows), max(highs)))
    else:
        found += [(age, OLDEST) for age in lows] + [(0, age) for age in highs]
    return [(least, most) for least, most in found if least < most and most >= 11 and (least > 0 or most >= 14)]


def disability_after(texts: Sequence[str]) -> int | None:
    """Return the age after which only a recognised disability is received, when the ages are said so.

    >>> disability_after(["16-25 ans (moins de 30 ans avec une RQTH)"])
    25
    """
    for text in texts:
        found = [int(most) for _, most in _BETWEEN.findall(text)]
        wide = read_ages([text])
        if found and wide is not None and _WITH_DISABILITY.search(text) and max(found) < wide.most <= 35:
            return max(found)
    return None


def _is_for_adults(text: str) -> bool:
    """Say whether a text is for adults: in so many words, or a short one that names nobody else."""
    return bool(
        _ADULTS.search(text) or (len(text) < _SHORT and _GROWN.search(text) and not _NOT_ONLY_GROWN.search(text))
    )


def _one(hit: tuple[str, ...]) -> int:
    return next(int(part) for part in hit if part)
