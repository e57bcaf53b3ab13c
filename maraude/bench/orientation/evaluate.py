"""Judged profiles put to our matching and to data·inclusion's search, in turn, on the same directory."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from maraude.apps.directory.models import Service
from maraude.apps.directory.queries.offers import offers_called
from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.queries.proposals import proposals
from maraude.apps.directory.request import profile_of
from maraude.bench.orientation.data_inclusion import search
from maraude.bench.orientation.intervals import margin, mean
from maraude.bench.orientation.judged import Judged
from maraude.bench.orientation.measures import Measured, Shown, measure
from maraude.core.directory.profile import Profile
from maraude.core.errors import Refused

type Answer = Callable[[Profile], list[Shown]]

_ROUNDS = 3
_COUNTS = ("ineligible", "out_of_area", "tombstoned", "unjudged", "shown")


class OtherDirectory(Refused):
    """None of the services this file names is in the directory: import the directory it was judged on first."""

    code = "other_directory"


def evaluate(judged: Sequence[Judged], *, at: datetime) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the figures of both, and each answer of ours that could be better. `at` for profiles that give no hour.

    Raises `OtherDirectory`.
    """
    _is_about_this_directory(judged)
    profiles = _profiles(judged, at)
    answers = {"ours": _ours, "data_inclusion": _theirs, "data_inclusion_youth": _theirs_for_youth}
    shown = {name: [answer(profile) for profile in profiles] for name, answer in answers.items()}
    measured = {
        name: [measure(one, found) for one, found in zip(judged, answer, strict=True)] for name, answer in shown.items()
    }
    times = _times(profiles, {name: answers[name] for name in ("ours", "data_inclusion")})
    figures = {
        "profiles": len(judged),
        "communes": len({one.profile.commune for one in judged}),
        "services": Service.objects.count(),
        **{name: _figures(judged, found) | times.get(name, {}) for name, found in measured.items()},
        "margin_p5": margin(_all(measured["ours"], "p5"), _all(measured["data_inclusion"], "p5")),
        "margin_p5_youth": margin(_all(measured["ours"], "p5"), _all(measured["data_inclusion_youth"], "p5")),
    }
    return figures, _could_be_better(judged, measured["ours"], shown["ours"])


def our_figures(judged: Sequence[Judged], *, at: datetime) -> dict[str, Any]:
    """Return the figures of our own proposals alone, without times. Raises `OtherDirectory`."""
    _is_about_this_directory(judged)
    found = [_ours(profile) for profile in _profiles(judged, at)]
    return _figures(judged, [measure(one, shown) for one, shown in zip(judged, found, strict=True)])


def _profiles(judged: Sequence[Judged], at: datetime) -> list[Profile]:
    places = [find_place(one.profile.commune) for one in judged]
    return [
        profile_of(one.profile, territory=place.territory, at=at) for one, place in zip(judged, places, strict=True)
    ]


def _is_about_this_directory(judged: Sequence[Judged]) -> None:
    named = {id_ for one in judged for listed in (*one.accept, *one.refuse) for id_ in listed.services}
    if named and not Service.objects.filter(id__in=named).exists():
        raise OtherDirectory


def _ours(profile: Profile) -> list[Shown]:
    return [
        Shown(service_id=one.offer.id, kind=one.kind.id, structure_id=one.offer.structure_id)
        for one in proposals(profile=profile).proposals
    ]


def _theirs(profile: Profile, *, youth: bool = False) -> list[Shown]:
    found = offers_called(search(profile, youth=youth))
    return [Shown(service_id=one.id, kind=one.structure_kind, structure_id=one.structure_id) for one in found]


def _theirs_for_youth(profile: Profile) -> list[Shown]:
    return _theirs(profile, youth=True)


def _times(profiles: Sequence[Profile], answers: dict[str, Answer]) -> dict[str, dict[str, float]]:
    """Return milliseconds: the medians of several rounds, both in turn so that they meet the same machine."""
    rounds: dict[str, list[tuple[float, float]]] = {name: [] for name in answers}
    for _ in range(_ROUNDS):
        spent: dict[str, list[float]] = {name: [] for name in answers}
        for profile in profiles:
            for name, answer in answers.items():
                begins = time.perf_counter()
                answer(profile)
                spent[name].append(1000 * (time.perf_counter() - begins))
        for name, one in spent.items():
            ranked = sorted(one)
            rounds[name].append((statistics.median(ranked), ranked[int(0.95 * (len(ranked) - 1))]))
    return {
        name: {
            "p50_ms": round(statistics.median(p50 for p50, _ in found), 2),
            "p95_ms": round(statistics.median(p95 for _, p95 in found), 2),
        }
        for name, found in rounds.items()
    }


def _figures(judged: Sequence[Judged], found: Sequence[Measured]) -> dict[str, Any]:
    places = sorted({one.place for one in judged} - {""})
    return {
        "p5": mean(_all(found, "p5")),
        "p5_strict": mean(_all(found, "strict")),
        "ndcg10": mean(_all(found, "ndcg")),
        **{name: sum(getattr(one, name) for one in found) for name in _COUNTS},
        "youth_door_in_first_3": mean([None if one.door is None else float(one.door) for one in found]),
        "coverage": mean([one.needs_met / one.needs if one.needs else None for one in found]),
        "p5_by_place": {
            place: mean([one.p5 for said, one in zip(judged, found, strict=True) if said.place == place])["value"]
            for place in places
        },
    }


def _all(found: Sequence[Measured], name: str) -> list[float | None]:
    return [getattr(one, name) for one in found]


def _could_be_better(
    judged: Sequence[Judged], measured: Sequence[Measured], shown: Sequence[Sequence[Shown]]
) -> list[dict[str, Any]]:
    found = []
    for said, figures, answer in zip(judged, measured, shown, strict=True):
        refused = figures.ineligible + figures.out_of_area + figures.tombstoned
        if refused or figures.door is False or (figures.p5 is not None and figures.p5 < 1):
            found.append(
                {
                    "id": said.id,
                    "story": said.reason,
                    "p5": figures.p5,
                    "door": figures.door,
                    "shown": [_judgement(said, one) for one in answer],
                    "missed": _missed(said, answer),
                }
            )
    return found


def _judgement(said: Judged, one: Shown) -> str:
    accepted, refused = said.accepted.get(one.service_id), said.refused.get(one.service_id)
    if accepted is not None:
        return f"{one.service_id} {accepted.grade}"
    return f"{one.service_id} no: {refused.reason}" if refused is not None else f"{one.service_id} ?"


def _missed(said: Judged, answer: Sequence[Shown]) -> list[str]:
    seen = {one.service_id for one in answer}
    return [f"{id_} {one.grade}" for id_, one in said.accepted.items() if id_ not in seen and not one.same_as][:8]
