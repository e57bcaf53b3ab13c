"""From rows that the schema lets through to rows that are kept, or the reason why one is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from maraude.apps.directory.actions.load_rows import Row
from maraude.apps.directory.files import di_v1
from maraude.apps.directory.files.derive import Owner, service_row, structure_row
from maraude.apps.directory.files.places import Geography
from maraude.apps.directory.files.records import Record
from maraude.apps.directory.models import Structure
from maraude.understanding.place_names import key

_UNDATED = date.fromisoformat(di_v1.UNDATED)
_decode = msgspec.json.Decoder(di_v1.Structure).decode


class Read(NamedTuple):
    """A row and where it was read."""

    record: Record
    row: di_v1.Structure | di_v1.Service


class Kept(NamedTuple):
    """A row to be written, or the field and the message of its refusal."""

    read: Read
    row: Row | None
    field: str = ""
    message: str = ""


def keep(batch: Sequence[Read], geography: Geography) -> Iterator[Kept]:
    """Return what becomes of each row of a batch of one kind."""
    structures = [(read, read.row) for read in batch if isinstance(read.row, di_v1.Structure)]
    services = [(read, read.row) for read in batch if isinstance(read.row, di_v1.Service)]
    if structures:
        yield from _structures(structures, geography)
    if services:
        yield from _services(services, geography)


def _structures(batch: Sequence[tuple[Read, di_v1.Structure]], geography: Geography) -> Iterator[Kept]:
    ids = [row.id for _, row in batch]
    known = {
        id_: (name, insee)
        for id_, name, insee in Structure.objects.filter(id__in=ids).values_list("id", "name", "insee")
    }
    for read, row in batch:
        made = structure_row(row, geography)
        name, insee = known.get(row.id, (row.nom, made.insee))
        # A name may change, and so may an address; both at once is another structure under a used id.
        if insee and made.insee and insee != made.insee and key(name) != key(row.nom):
            yield Kept(read, None, "id", f"this id is already that of « {name} » in {insee}, another structure")
        else:
            yield Kept(read, made)


def _services(batch: Sequence[tuple[Read, di_v1.Service]], geography: Geography) -> Iterator[Kept]:
    owners = owners_of({row.structure_id for _, row in batch})
    for read, row in batch:
        owner = owners.get(row.structure_id)
        if owner is None:
            yield Kept(read, None, "structure_id", "no structure of this id is in the directory or in these files")
        else:
            yield Kept(read, service_row(_dated(row, owner), owner, geography))


def _dated(row: di_v1.Service, owner: Owner) -> di_v1.Service:
    """A service of a file without days was last looked at when its structure was."""
    if row.date_maj != _UNDATED:
        return row
    return msgspec.structs.replace(row, date_maj=owner.published.date_maj)


def owners_of(structure_ids: Collection[str]) -> dict[str, Owner]:
    """Return what services take from these structures, in one query."""
    rows = Structure.objects.filter(id__in=structure_ids).extra(select={"text": "published::text"})
    return {
        row.id: Owner(id=row.id, name=row.name, kind=row.kind, published=_decode(row.text))
        for row in rows.defer("published")
    }
