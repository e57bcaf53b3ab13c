"""`maraude bench match`: proposals among 100,000 services, against what directories do (theme, then distance)."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING, Any, Final

from maraude.bench.place import bench_house, work_as
from maraude.bench.synthetic_directory import communes, write_communes, write_directory
from maraude.core.need import Need
from maraude.lib import clock
from maraude.lib.roles import APP, OWNER

if TYPE_CHECKING:
    from maraude.core.service import Offer

_SIZES: Final = (3_300, 100_000)
_PROFILES: Final = 300
_AGES: Final = (14, 15, 16, 17, 18, 19, 21, 23, 25)
_DOORS: Final = {"mission_locale", "paej"}


def run() -> dict[str, Any]:
    """Measure both at two sizes; return milliseconds, and what share of the answers holds to the rules."""
    result: dict[str, Any] = {"bench": "match", "profiles": _PROFILES}
    with bench_house() as house:
        work_as(OWNER)
        from maraude.apps.directory.actions.import_directory import import_directory  # noqa: PLC0415
        from maraude.apps.directory.actions.import_geo import import_geo  # noqa: PLC0415

        geo = write_communes(house.home / "communes.csv")
        import_geo(files=[geo], gazetteer_path=house.home / "gazetteer", at=clock.now())
        for size in _SIZES:
            work_as(OWNER)
            path = write_directory(house.home / f"{size}.jsonl", services=size)
            import_directory(files=[path], at=clock.now())
            work_as(APP)
            result[str(size)] = _compare()
    return result


def _compare() -> dict[str, Any]:
    profiles = _profiles()
    for profile in profiles[:20]:
        _ours(profile)
        _theme_then_distance(profile)
    ours, theirs = ([], []), ([], [])  # type: tuple[list[float], list[Any]], tuple[list[float], list[Any]]
    for profile in profiles:  # in turn, so that both meet the same machine
        for answer, (times, answers) in ((_ours, ours), (_theme_then_distance, theirs)):
            begins = time.perf_counter()
            found = answer(profile)
            times.append(time.perf_counter() - begins)
            answers.append(found)
    return {
        "ours": _figures(ours[0]) | _kept(profiles, ours[1]),
        "theme_then_distance": _figures(theirs[0]) | _kept(profiles, theirs[1]),
    }


def _profiles() -> list[dict[str, Any]]:
    random, places = Random(3), communes()  # noqa: S311 - a bench, repeatable by its seed
    weights = [place["population"] for place in places]
    return [
        {
            "needs": random.sample(list(Need), random.choice((1, 1, 2, 3))),
            "age": random.choice(_AGES),
            "commune": place["code_insee"],
        }
        for place in random.choices(places, weights, k=_PROFILES)
    ]


def _profile(asked: dict[str, Any]) -> Any:  # noqa: ANN401 - a Profile, named once Django is there
    from maraude.apps.directory.queries.places import find_place  # noqa: PLC0415 - after django.setup()
    from maraude.core.directory.profile import Profile  # noqa: PLC0415

    place = find_place(asked["commune"])
    return Profile(needs=tuple(asked["needs"]), age=asked["age"], territory=place.territory, at=clock.now())


def _ours(asked: dict[str, Any]) -> list[Offer]:
    from maraude.apps.directory.queries.proposals import proposals  # noqa: PLC0415 - after django.setup()

    return [one.offer for one in proposals(profile=_profile(asked)).proposals]


def _theme_then_distance(asked: dict[str, Any]) -> list[Offer]:
    """Services of the themes within 50 km, nearest first: data·inclusion's own search, as its documents describe it."""
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    from maraude.apps.directory.queries.offers import offers_called  # noqa: PLC0415
    from maraude.core.directory.need_themes import wanted_leaves  # noqa: PLC0415

    place = _profile(asked).territory
    with connection.cursor() as cursor:
        cursor.execute(
            _SEARCH,
            {"themes": wanted_leaves(asked["needs"]), "x": place.lon * 0.7, "y": place.lat},
        )
        return offers_called([row[0] for row in cursor.fetchall()])


_SEARCH = """
SELECT id FROM directory_service
WHERE themes && %(themes)s::varchar[] AND is_in_person AND lat IS NOT NULL
  AND point(lon * 0.7, lat) <@ box(point(%(x)s - 0.45, %(y)s - 0.45), point(%(x)s + 0.45, %(y)s + 0.45))
ORDER BY point(lon * 0.7, lat) <-> point(%(x)s, %(y)s) LIMIT 10
"""


def _figures(times: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=100)
    return {"p50_ms": round(1000 * statistics.median(times), 2), "p99_ms": round(1000 * cuts[98], 2)}


def _kept(profiles: Sequence[dict[str, Any]], answers: Sequence[list[Offer]]) -> dict[str, float]:
    """Return shares: services that refuse this age, first threes with a youth door, and needs without an answer."""
    from maraude.core.directory.profile import Profile  # noqa: PLC0415 - beside the others
    from maraude.core.directory.structure_kinds import kind_of  # noqa: PLC0415
    from maraude.core.eligibility import Criterion, Verdict  # noqa: PLC0415
    from maraude.core.orientation.judge import judge_all  # noqa: PLC0415
    from maraude.core.orientation.scoring import need_fits  # noqa: PLC0415

    shown = refused = with_door = needs = unanswered = 0
    for asked, offers in zip(profiles, answers, strict=True):
        profile = Profile(needs=tuple(asked["needs"]), age=asked["age"], at=clock.now())
        shown += len(offers)
        refused += sum(judge_all(one, profile).of(Criterion.AGE) == Verdict.NO for one in offers)
        with_door += any(one.structure_kind in _DOORS for one in offers[:3])
        met = {need for one in offers for need in need_fits(one, kind_of(one.structure_kind), profile.needs)}
        needs += len(profile.needs)
        unanswered += len(set(profile.needs) - met)
    return {
        "refuse_this_age": round(refused / max(shown, 1), 3),
        "youth_door_in_first_three": round(with_door / len(answers), 3),
        "needs_unanswered": round(unanswered / needs, 3),
    }
