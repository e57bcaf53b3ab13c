from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.people.models import Identity, Person, PersonKey
from maraude.apps.people.vault import person_keys, seal_text
from maraude.apps.tenancy.keyring import kek
from maraude.core.channel import IdentityRef
from maraude.core.pseudonym import pseudonym
from maraude.lib import crypto
from maraude.lib.ids import uuid7

_NAMES = 1600


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the organisation and the key to what they say."""

    id: UUID
    key: bytes
    stopped_at: datetime | None
    without_ai: bool


def identity_lookup(index_key: bytes, identity: IdentityRef) -> bytes:
    """Return the tenant-keyed hash an identity is found by."""
    return crypto.blind_index(index_key, identity.scheme, identity.value)


def meet_people(*, org_id: int, identities: Mapping[bytes, IdentityRef]) -> dict[bytes, KnownPerson]:
    """Return who is behind each identity (keyed by look-up hash), making a pseudonymous person for the new ones.

    Raises `IntegrityError` when another process met the same new person in this instant: the caller retries.
    """
    rows = Identity.objects.filter(lookup__in=list(identities)).values_list("lookup", "person_id")
    found = {bytes(lookup): person_id for lookup, person_id in rows}
    new_keys: dict[UUID, bytes] = {}
    for lookup in identities.keys() - found.keys():
        found[lookup] = uuid7()
        new_keys[found[lookup]] = crypto.new_key()
    _save_new(
        org_id, {lookup: identities[lookup] for lookup in identities if found[lookup] in new_keys}, found, new_keys
    )
    old = set(found.values()) - new_keys.keys()
    keys = new_keys | (person_keys(old) if old else {})
    states = (
        {p.id: p for p in Person.objects.filter(id__in=old).only("id", "org_id", "stopped_at", "without_ai")}
        if old
        else {}
    )
    return {lookup: _known(person_id, keys, states) for lookup, person_id in found.items() if person_id in keys}


def new_person(*, org_id: int) -> tuple[UUID, bytes]:
    """Make a person of whom nothing is known, not even an identity; return their id and their key."""
    person_id, key = uuid7(), crypto.new_key()
    _save_new(org_id, {}, {}, {person_id: key})
    return person_id, key


def _known(person_id: UUID, keys: Mapping[UUID, bytes], states: Mapping[UUID, Person]) -> KnownPerson:
    person = states.get(person_id)
    return KnownPerson(
        id=person_id,
        key=keys[person_id],
        stopped_at=person.stopped_at if person else None,
        without_ai=bool(person and person.without_ai),
    )


def _save_new(
    org_id: int, identities: Mapping[bytes, IdentityRef], found: Mapping[bytes, UUID], keys: Mapping[UUID, bytes]
) -> None:
    if not keys:
        return
    Person.objects.bulk_create(
        Person(org_id=org_id, id=person_id, pseudonym=pseudonym(person_id.int % _NAMES)) for person_id in keys
    )
    PersonKey.objects.bulk_create(
        PersonKey(org_id=org_id, person_id=person_id, wrapped=crypto.wrap(kek(), key))
        for person_id, key in keys.items()
    )
    rows = []
    for lookup, identity in identities.items():
        person_id, row_id = found[lookup], uuid7()
        sealed = seal_text(
            keys[person_id], identity.value, org_id=org_id, person_id=person_id, column="identity", row_id=row_id
        )
        rows.append(
            Identity(
                org_id=org_id,
                id=row_id,
                person_id=person_id,
                lookup=lookup,
                scheme=identity.scheme,
                sealed_value=sealed,
            )
        )
    Identity.objects.bulk_create(rows)
