"""From needs to the few places to propose (docs/algorithms/matching.md). Pure: offers in, proposals out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maraude.core.directory.islands import island_of
from maraude.core.directory.profile import Constraint, Profile
from maraude.core.helpline import Helpline
from maraude.core.orientation.diversity import answered, choose, youth_door
from maraude.core.orientation.judge import judge
from maraude.core.orientation.safety_lines import safety_lines
from maraude.core.orientation.scoring import Scored, Scorer
from maraude.core.service import Offer

_OLD_DAYS = 730
_YOUNGEST, _OLDEST = 12, 29


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader must know about the answer; `code` names its sentence (core/orientation/words)."""

    code: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Safety lines first, then proposals, best first, and what is doubtful about them."""

    safety: tuple[Helpline, ...]
    proposals: tuple[Scored, ...]
    notes: tuple[Note, ...]


def match(*, profile: Profile, offers: Iterable[Offer], doubts: Sequence[Note] = ()) -> Matching:
    """Return what to propose to a person. `doubts` are those of who read the place.

    Nothing that says no is proposed; what is unknown stays, to be checked.
    """
    scorer = Scorer(profile)
    codes = profile.territory.codes if profile.territory else frozenset()
    scored = []
    for offer in offers:
        eligibility = judge(offer, profile, codes=codes)
        found = scorer.score(offer, eligibility) if eligibility is not None else None
        if found is not None:
            scored.append(found)
    chosen = choose(scored, profile) if profile.needs else []
    return Matching(
        safety=safety_lines(profile),
        proposals=tuple(chosen),
        notes=(*doubts, *_notes(profile, scored, chosen)),
    )


def _notes(profile: Profile, scored: Sequence[Scored], chosen: Sequence[Scored]) -> list[Note]:
    notes = [Note(code=code) for code in _about_person(profile)]
    if profile.territory is not None and island_of(profile.territory.insee):
        notes.append(Note(code="place_island", values=(profile.territory.name,)))
    if profile.needs and profile.territory is not None:
        if profile.is_young and youth_door(scored) is None:
            notes.append(Note(code="no_youth_door"))
        missing = [need for need in profile.needs if need not in answered(chosen, profile.needs)]
        if missing:
            notes.append(Note(code="need_without_answer", values=tuple(missing)))
    if chosen and all((profile.at.date() - one.offer.updated_on).days > _OLD_DAYS for one in chosen):
        notes.append(Note(code="all_old"))
    if any(one.offer.is_fictional for one in chosen):
        notes.append(Note(code="fictional"))
    return notes


def _about_person(profile: Profile) -> list[str]:
    age = profile.age
    codes = []
    if not profile.needs:
        codes.append("no_need")
    if profile.territory is None:
        codes.append("place_unknown")
    elif age is not None and 26 <= age <= _OLDEST and Constraint.DISABILITY not in profile.constraints:
        codes.append("age_disability")
    if age is None:
        codes.append("age_unknown")
    elif age < _YOUNGEST:
        codes.append("age_child")
    elif age > _OLDEST:
        codes.append("age_older")
    return codes
