"""What a hand-over holds, sealed line by line with the person's key."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import msgspec

from maraude.apps.people.vault import person_key, read_text, seal_text
from maraude.apps.referrals.models import Referral
from maraude.core.service import ServiceCard
from maraude.lib.text import storable

type Sealed = bytes | memoryview[int]


def seal_words(referral: Referral, words: str, *, column: str, row_id: UUID | None = None) -> bytes:
    """Seal words of a hand-over, tied to their place. Raises `Erased` when the person's key is gone."""
    return seal_text(
        person_key(referral.person_id),
        storable(words),
        org_id=referral.org_id,
        person_id=referral.person_id,
        column=f"referral {column}",
        row_id=row_id or referral.id,
    )


def read_words(
    keys: Mapping[UUID, bytes], referral: Referral, sealed: Sealed | None, *, column: str, row_id: UUID | None = None
) -> str:
    """Return the words, empty when there are none or when the person was erased."""
    if sealed is None:
        return ""
    words = read_text(
        keys,
        bytes(sealed),
        org_id=referral.org_id,
        person_id=referral.person_id,
        column=f"referral {column}",
        row_id=row_id or referral.id,
    )
    return words or ""


def seal_card(referral: Referral, card: ServiceCard) -> bytes:
    """Seal the copy of a service's card: where somebody is sent tells much about them."""
    return seal_words(referral, msgspec.json.encode(card).decode(), column="card")


def read_card(keys: Mapping[UUID, bytes], referral: Referral) -> ServiceCard | None:
    """Return the card as it was on the day of the proposal, None when the person was erased."""
    words = read_words(keys, referral, referral.sealed_card, column="card")
    return msgspec.json.decode(words, type=ServiceCard) if words else None
