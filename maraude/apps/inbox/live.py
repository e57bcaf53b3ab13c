"""Telling open pages that something moved: ids only, once per batch, at the commit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import batched

from django.db import connection

CHANNEL = "maraude_live"
_PER_NOTICE = 150  # 150 ids of 36 characters stay under PostgreSQL's 8,000 bytes


def notify_conversations(*, org_id: int, conversation_ids: Iterable[object], kind: str = "conversation") -> None:
    """Tell the organisation's open pages which conversations changed."""
    with connection.cursor() as cursor:
        for part in batched(conversation_ids, _PER_NOTICE):
            payload = json.dumps({"o": org_id, "k": kind, "c": [str(one) for one in part]}, separators=(",", ":"))
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
