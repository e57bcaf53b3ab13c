"""The keys of people: fetched with the tenant's wall up, unwrapped in memory, never stored in clear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from maraude.apps.orgs.reader import current_reader
from maraude.apps.people.models import Person, PersonKey
from maraude.apps.tenancy.keyring import kek
from maraude.core.age import MINORS
from maraude.core.errors import Refused
from maraude.lib import crypto
from maraude.lib.crypto import associated, seal, unseal


class Erased(crypto.Unreadable, Refused):
    """This person asked for erasure: what they said can no longer be read by anyone."""

    code = "erased"


def person_keys(person_ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the data key of each person that still has one, in one query; never a minor's to an uncleared reader."""
    found, reader = PersonKey.objects.filter(person_id__in=set(person_ids)), current_reader()
    if reader is not None and not reader.is_cleared:
        found = found.exclude(person_id__in=Person.objects.filter(age_band__in=MINORS).values("id"))
    rows = found.values_list("person_id", "wrapped")
    return {person_id: crypto.unwrap(kek(), bytes(wrapped)) for person_id, wrapped in rows}


def person_key(person_id: UUID) -> bytes:
    """Return one person's data key; raises `Erased` when it was destroyed."""
    keys = person_keys([person_id])
    if person_id not in keys:
        raise Erased
    return keys[person_id]


def _place(org_id: int, person_id: UUID, column: str, row_id: UUID) -> bytes:
    return associated(org_id, person_id, column, row_id)


def seal_text(key: bytes, text: str, *, org_id: int, person_id: UUID, column: str, row_id: UUID) -> bytes:
    """Encrypt a text of a person, tied to its organisation, person, column and row."""
    return seal(key, text.encode(), bound_to=_place(org_id, person_id, column, row_id))


def read_text(
    keys: Mapping[UUID, bytes],
    sealed: bytes | memoryview[int],
    *,
    org_id: int,
    person_id: UUID,
    column: str,
    row_id: UUID,
) -> str | None:
    """Return the text, or None when the person was erased. Raises `Unreadable` when the row was tampered with."""
    key = keys.get(person_id)
    if key is None:
        return None
    return unseal(key, bytes(sealed), bound_to=_place(org_id, person_id, column, row_id)).decode()
