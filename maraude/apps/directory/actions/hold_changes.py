"""A changed name, phone or address of what receives minors is held until somebody has called.

Whoever answers that phone hears a child. The old value stays in use, the new one is shown beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import msgspec
from django.db.models import Q

from maraude.apps.directory.actions.load_rows import Row
from maraude.apps.directory.files import di_v1
from maraude.apps.directory.files.derive import ServiceRow, StructureRow, service_row, structure_row
from maraude.apps.directory.files.places import Geography
from maraude.apps.directory.models import Service, Structure
from maraude.core.directory.structure_kinds import kind_of
from maraude.understanding.place_names import key

_MAJORITY: Final = 18
_PLACE: Final = ("adresse", "complement_adresse", "code_postal", "commune", "code_insee", "latitude", "longitude")
_WORDS: Final = ("nom", "telephone", "adresse", "code_postal", "commune")  # a change of one of these is one
_DIGITS = re.compile(r"\D+")


class Held(NamedTuple):
    """A row to write with its old values, and the new ones that wait, by field."""

    row: Row
    changes: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Looks at the rows that an import would change; `owners` gives what services take from their structures."""

    geography: Geography
    owners: Callable[[Collection[str]], Mapping[str, Any]]

    def hold(self, rows: Sequence[Row]) -> dict[str, Held]:
        """Return the rows of which something is held, by id."""
        structures = [row for row in rows if isinstance(row, StructureRow)]
        services = [row for row in rows if isinstance(row, ServiceRow) and not row.is_implied and _is_young(row)]
        return self._structures(structures) | self._services(services)

    def _structures(self, rows: Sequence[StructureRow]) -> dict[str, Held]:
        young = {row.id for row in rows if kind_of(row.kind).is_youth} | set(
            Service.objects.filter(structure_id__in=[row.id for row in rows])
            .filter(Q(publics__contains=["jeunes"]) | Q(age_min__lt=_MAJORITY))
            .values_list("structure_id", flat=True)
        )
        rows = [row for row in rows if row.id in young]
        before = dict(Structure.objects.filter(id__in=[row.id for row in rows]).values_list("id", "published"))
        found = {}
        for row in rows:
            new = msgspec.json.decode(row.published, type=di_v1.Structure)
            old, changes = _compare(before.get(row.id), new)
            if changes:
                kept = structure_row(msgspec.structs.replace(new, **old), self.geography)
                found[row.id] = Held(kept, changes)
        return found

    def _services(self, rows: Sequence[ServiceRow]) -> dict[str, Held]:
        before = dict(Service.objects.filter(id__in=[row.id for row in rows]).values_list("id", "published"))
        owners = self.owners({row.structure_id for row in rows})
        found = {}
        for row in rows:
            new = msgspec.json.decode(row.published, type=di_v1.Service)
            old, changes = _compare(before.get(row.id), new)
            if changes:
                kept = service_row(msgspec.structs.replace(new, **old), owners[row.structure_id], self.geography)
                found[row.id] = Held(kept, changes)
        return found


def _is_young(row: ServiceRow) -> bool:
    youngest = row.age_min if row.age_min is not None else _MAJORITY
    return kind_of(row.structure_kind).is_youth or "jeunes" in row.publics or youngest < _MAJORITY


def _compare(before: Mapping[str, Any] | None, new: di_v1.Located) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the old values to keep, and the new ones to hold. What was not said before is no change."""
    old: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for name in _WORDS:
        said, now = (before or {}).get(name), getattr(new, name)
        if said and now and _plain(name, said) != _plain(name, now):
            old[name], changes[name] = said, now
    if before is not None and changes.keys() & set(_PLACE):
        old |= {name: before.get(name) for name in _PLACE}
    return old, changes


def _plain(name: str, value: str) -> str:
    return _DIGITS.sub("", value)[-9:] if name == "telephone" else key(value)
