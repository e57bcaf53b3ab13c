"""Logs that waited on a telephone, as it sends them: sealed, in any order, perhaps twice, from any clock."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction

from maraude.apps.outreach.actions.log_round import log_round
from maraude.apps.outreach.log_key import log_key
from maraude.core.round import WrongLog, dated, read_counts
from maraude.lib.crypto import Unreadable
from maraude.lib.sealed_box import open_box

MOST_LOGS = 50
_MOST_BYTES = 4096


class Fate(StrEnum):
    """What became of a log: the telephone forgets it, but for one that somebody else sealed."""

    STORED = "stored"
    KNOWN = "known"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


def open_logs(
    *, org_id: int, logs: Sequence[object], sent_ms: object, user_id: int, at: datetime
) -> Mapping[str, Fate]:
    """Open and store these logs, each for itself; return what became of each, by the id the telephone gave it."""
    sent_at = _instant(sent_ms) or at
    key = log_key(user_id=user_id)
    fates: dict[str, Fate] = {}
    for log in logs[:MOST_LOGS]:
        if not isinstance(log, dict):
            continue
        name = str(log.get("id", ""))[:40]
        try:
            said: object = json.loads(open_box(key, _box(log.get("sealed")), bound_to=name.encode()))
        except (Unreadable, ValueError):
            fates[name] = Fate.UNREADABLE
            continue
        fates[name] = _store(org_id, name, said, sent_at=sent_at, user_id=user_id, at=at)
    return fates


def _store(org_id: int, name: str, said: object, *, sent_at: datetime, user_id: int, at: datetime) -> Fate:
    if not isinstance(said, dict):
        return Fate.REFUSED
    try:
        counts = read_counts(said)
        log_id, round_id = UUID(name), UUID(said["round"]) if said.get("round") else None
        noted_at = _instant(said.get("noted_ms")) or sent_at
    except (WrongLog, TypeError, ValueError, AttributeError):
        return Fate.REFUSED
    with transaction.atomic():
        is_new = log_round(
            org_id=org_id,
            log_id=log_id,
            round_id=round_id,
            counts=counts,
            dated=dated(noted_at=noted_at, sent_at=sent_at, at=at),
            user_id=user_id,
            at=at,
        )
    return Fate.STORED if is_new else Fate.KNOWN


def _box(sealed: object) -> bytes:
    if not isinstance(sealed, str) or len(sealed) > _MOST_BYTES:
        raise Unreadable
    try:
        return base64.b64decode(sealed, validate=True)
    except binascii.Error as error:
        raise Unreadable from error


def _instant(milliseconds: object) -> datetime | None:
    """Return an instant that a telephone wrote; none when it cannot be one."""
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, OSError, ValueError):
        return None
