"""Services looked for by words, by need and by place: for who knows what they look for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from maraude.apps.directory.files.spots import FLAT
from maraude.apps.directory.queries import offers_sql as sql
from maraude.apps.directory.queries.offers import answering_kinds, offers_called
from maraude.core.directory.need_themes import LEAVES
from maraude.core.directory.profile import Profile
from maraude.core.directory.territory import Territory
from maraude.core.need import Need
from maraude.core.orientation.judge import judge_all
from maraude.core.orientation.scoring import Scored, Scorer
from maraude.understanding.place_names import key

MOST = 30
_LONGEST = 8  # words


def search(*, text: str, need: Need | None, territory: Territory | None, at: datetime) -> list[Scored]:
    """Return at most 30 services, nearest first when a place is given, else the freshest first.

    Every word must begin a word of the service, its structure, its kind or its commune. Nothing asked: nothing found.
    """
    words = key(text).split()[:_LONGEST]
    if not words and need is None and territory is None:
        return []
    profile = Profile(needs=(need,) if need else (), at=at, territory=territory)
    scorer = Scorer(profile)
    ids = _ids(words, need, territory)
    return [scorer.describe(offer, judge_all(offer, profile)) for offer in offers_called(ids)]


def _ids(words: Sequence[str], need: Need | None, territory: Territory | None) -> list[str]:
    parameters: dict[str, Any] = {}
    conditions, order = ["true"], "s.updated_on DESC, s.id"
    if words:
        conditions.append(sql.HAS_WORDS)
        parameters["words"] = " & ".join(f"{word}:*" for word in words)
    if need is not None:
        conditions.append(sql.ANSWERS)
        parameters |= {"all_themes": list(LEAVES[need]), "all_kinds": answering_kinds(need)}
    if territory is not None and territory.lat is not None and territory.lon is not None:
        conditions.append(sql.IN_REACH)
        order = sql.BY_DISTANCE
        parameters |= {"x": territory.lon * FLAT, "y": territory.lat}
    elif territory is not None:
        conditions.append("s.department = %(department)s")
        parameters["department"] = territory.department
    with connection.cursor() as cursor:
        cursor.execute(sql.branch(" AND ".join(conditions), order, MOST), parameters)
        return [row[0] for row in cursor.fetchall()]
