from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from maraude.apps.tenancy.keyring import kek
from maraude.lib import crypto
from maraude.lib.crypto import associated

_KEY_LENGTHS = range(8, 65)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """An active account found by the key in its address: whose, which channel, its secrets in memory."""

    org_id: int
    id: UUID
    key: str
    channel: str
    secrets: Mapping[str, str]
    index_key: bytes


def open_account_of(key: str) -> OpenAccount | None:
    """Return the active account of this key, or None. Asked before a tenant is known: go on inside `tenant(org_id)`."""
    if len(key) not in _KEY_LENGTHS:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT org_id, account_id, channel, sealed_secret, wrapped_index_key FROM doors.channel_account(%s)", [key]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    place = associated(row[0], "channel_account", row[1])
    return OpenAccount(
        org_id=row[0],
        id=row[1],
        key=key,
        channel=row[2],
        secrets=json.loads(crypto.unseal(kek(), bytes(row[3]), bound_to=place)),
        index_key=crypto.unwrap(kek(), bytes(row[4])),
    )
