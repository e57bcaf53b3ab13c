"""What the association of this request knows of services, beside what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from maraude.apps.directory.models import OwnWord, Service

_FIELDS = ("nom", "telephone", "adresse", "code_postal", "commune")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value that a file changed and that waits: `old` is in use."""

    field: str
    old: str
    new: str


def own_words(*, service_ids: Iterable[str]) -> dict[str, OwnWord]:
    """Return what was found out about these services, in one query."""
    return {row.service_id: row for row in OwnWord.objects.filter(service_id__in=list(service_ids))}


def state_on(word: OwnWord | None, day: date) -> str:
    """Return open, full or closed; full is forgotten after its last day."""
    if word is None or (word.state == OwnWord.State.FULL and word.until_on is not None and word.until_on < day):
        return OwnWord.State.OPEN
    return word.state


def held_changes(*, service_id: str, word: OwnWord | None) -> list[Change]:
    """Return the changes of a service, or of its structure, that nobody here has decided about."""
    row = Service.objects.select_related("structure").filter(id=service_id).first()
    if row is None:
        return []
    decided = word.corrections if word else {}
    changes = []
    for holder in (row, row.structure):
        changes += [
            Change(field=name, old=str(holder.published.get(name) or ""), new=str(holder.held[name]))
            for name in _FIELDS
            if name in holder.held and not (name in decided and _was_asked(word, holder.loaded_at))
        ]
    return changes


def _was_asked(word: OwnWord | None, loaded_at: datetime) -> bool:
    return word is not None and word.checked_at >= loaded_at


def held_service_ids() -> list[str]:
    """Return the services of which a change waits, the newest first."""
    rows = Service.objects.exclude(held={}, structure__held={}).order_by("-loaded_at", "id")
    return list(rows.values_list("id", flat=True)[:50])


def gone_on(*, service_id: str) -> date | None:
    """Return since when its publisher no longer lists a service, None while it does."""
    return Service.objects.filter(id=service_id).values_list("gone_on", flat=True).first()
