"""The code by which somebody comes back to their thread: made on request, shown once, forgotten after 90 days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.inbox.actions.take_tokens import take_token
from maraude.apps.orgs.queries.keys import index_key
from maraude.apps.outreach.models import WayBack
from maraude.core.channel import Bucket
from maraude.core.errors import Refused
from maraude.lib import crypto
from maraude.lib.crypto import associated
from maraude.lib.easy_words import new_words, read_words
from maraude.lib.ids import uuid7

WORDS = 4  # 40 bits, tried at most thirty times a minute
LASTS = timedelta(days=90)
_TRIES = Bucket(scope="codes", count=30, seconds=60.0)


class UnknownCode(Refused):
    """This code opens nothing: look at the four words again. After 90 days a code ends."""

    code = "unknown_code"


class TooManyTries(Refused):
    """Many codes were tried just now: wait a minute, then try again."""

    code = "too_many_tries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """What four words open: a visitor's secret, and from when on they may read."""

    secret: str
    since_ms: int


def make_way_back(*, org_id: int, account_id: UUID, conversation_id: UUID, reaches: Reopened, at: datetime) -> str:
    """Return four words that open this thread for 90 days; they are seen this once, and end the ones made before."""
    words = new_words(WORDS)
    row_id = uuid7()
    WayBack.objects.filter(conversation_id=conversation_id, since_ms=reaches.since_ms).delete()
    WayBack.objects.filter(expires_at__lte=at).delete()
    WayBack.objects.create(
        org_id=org_id,
        id=row_id,
        account_id=account_id,
        conversation_id=conversation_id,
        lookup=_lookup(words),
        sealed_secret=crypto.seal(
            _key(words), reaches.secret.encode(), bound_to=associated(org_id, "way_back", row_id)
        ),
        since_ms=reaches.since_ms,
        expires_at=at + LASTS,
    )
    return " ".join(words)


def come_back(*, org_id: int, account_id: UUID, typed: str, at: datetime) -> Reopened:
    """Return what these words open. Raises `UnknownCode` or `TooManyTries`."""
    if take_token(org_id=org_id, account_id=account_id, scope=_TRIES.scope, bucket=_TRIES) > 0:
        raise TooManyTries
    words = read_words(typed)
    row = None
    if len(words) == WORDS:
        row = WayBack.objects.filter(account_id=account_id, lookup=_lookup(words), expires_at__gt=at).first()
    if row is None:
        raise UnknownCode
    secret = crypto.unseal(_key(words), bytes(row.sealed_secret), bound_to=associated(org_id, "way_back", row.id))
    return Reopened(secret=secret.decode(), since_ms=row.since_ms)


def erase_ways_back(*, conversation_ids: Sequence[UUID]) -> None:
    """Forget the codes that open these threads."""
    WayBack.objects.filter(conversation_id__in=conversation_ids).delete()


def _lookup(words: Sequence[str]) -> bytes:
    return crypto.blind_index(index_key(), "way_back", *words)


def _key(words: Sequence[str]) -> bytes:
    return crypto.blind_index(index_key(), "way_back_key", *words)
