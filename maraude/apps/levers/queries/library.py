"""The library: the suggestions that come with Maraude, and those of the association that two people saw."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from maraude.apps.levers.models import OwnSuggestion
from maraude.core.lever import Lever, Moment, Suggestion
from maraude.core.need import Need

_FILE = Path(__file__).resolve().parent.parent / "library.toml"


@cache
def shipped(language: str) -> Sequence[Suggestion]:
    """Return the suggestions that come with Maraude, in French or English."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["suggestions"]
    return [_shipped(row, "en" if language == "en" else "fr") for row in rows]


def library(*, language: str) -> Sequence[Suggestion]:
    """Return all that may be shown beside a thread; the association's own words are in the language it wrote them."""
    own = OwnSuggestion.objects.filter(approved_at__isnull=False, ended_at__isnull=True).order_by("id")[:200]
    return [*shipped(language), *(_own(row) for row in own)]


def own_suggestions() -> Sequence[OwnSuggestion]:
    """Return the association's own words, those that wait first."""
    rows = OwnSuggestion.objects.filter(ended_at__isnull=True).order_by("id")[:200]
    return sorted(rows, key=lambda row: row.approved_at is not None)


def _own(row: OwnSuggestion) -> Suggestion:
    return Suggestion(
        id=str(row.id),
        lever=Lever(row.lever),
        moments=frozenset(Moment(one) for one in row.moments),
        needs=frozenset(row.needs),
        words=row.words,
        why=row.why,
    )


def _shipped(row: dict[str, Any], language: str) -> Suggestion:
    return Suggestion(
        id=row["id"],
        lever=Lever(row["lever"]),
        moments=frozenset(Moment(one) for one in row.get("moments", ())),
        needs=frozenset(Need(one).value for one in row.get("needs", ())),
        words=row[language],
        why=row[f"why_{language}"],
    )
