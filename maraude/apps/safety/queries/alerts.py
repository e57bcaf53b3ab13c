"""Open alerts, the most serious and oldest first, with the sentence itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.models import EnvelopeKey
from maraude.apps.orgs.reader import current_reader
from maraude.apps.people.models import Person
from maraude.apps.safety.models import Alert, AlertState
from maraude.apps.tenancy.keyring import kek
from maraude.channels.envelope import open_excerpt
from maraude.core.age import MINORS
from maraude.lib import crypto


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """An alert as the bar shows it. `excerpt` is None after seven days, or when it did not come from the door."""

    id: UUID
    conversation_id: UUID
    has_conversation: bool
    pseudonym: str
    level_rank: int
    kinds: Sequence[str]
    rules: Sequence[str]
    source: str
    state: str
    about_other: bool
    raised_at: datetime
    taken_by_id: int | None
    excerpt: str | None
    signals: int

    @property
    def level(self) -> str:
        """Return the key of the level's word."""
        return f"level_{self.level_rank}"


def open_alerts(*, limit: int) -> list[AlertView]:
    """Return the open alerts of the current organisation."""
    rows = Alert.objects.exclude(state=AlertState.CLOSED).order_by("-level_rank", "raised_at", "id")[:limit]
    return views(list(rows))


def alert_of(conversation_id: UUID) -> AlertView | None:
    """Return the open alert of a conversation, if any."""
    rows = Alert.objects.filter(conversation_id=conversation_id).exclude(state=AlertState.CLOSED)
    return next(iter(views(list(rows[:1]))), None)


def views(alerts: Sequence[Alert]) -> list[AlertView]:
    """Return alerts as they are shown, in three queries whatever their number."""
    if not alerts:
        return []
    people = dict(
        Conversation.objects.filter(id__in=[a.conversation_id for a in alerts]).values_list("id", "person_id")
    )
    shown = list(Person.objects.filter(id__in=people.values()).values_list("id", "pseudonym", "age_band"))
    names = {person_id: pseudonym for person_id, pseudonym, _ in shown}
    closed = _closed_to_reader({person_id for person_id, _, band in shown if band in MINORS})
    keys = _keys({a.key_on for a in alerts if a.key_on})
    return [
        AlertView(
            id=a.id,
            conversation_id=a.conversation_id,
            has_conversation=a.conversation_id in people,
            pseudonym=names.get(people.get(a.conversation_id, a.id), ""),
            level_rank=a.level_rank,
            kinds=a.kinds,
            rules=a.rules,
            source=a.source,
            state=a.state,
            about_other=a.about_other,
            raised_at=a.raised_at,
            taken_by_id=a.taken_by_id,
            excerpt=None if people.get(a.conversation_id) in closed else _excerpt(a, keys),
            signals=a.signals,
        )
        for a in alerts
    ]


def _closed_to_reader(minors: set[UUID]) -> set[UUID]:
    reader = current_reader()
    return minors if reader is not None and not reader.is_cleared else set()


def _keys(days: set[date]) -> dict[date, bytes]:
    rows = EnvelopeKey.objects.filter(on__in=days).values_list("on", "wrapped")
    return {on: crypto.unwrap(kek(), bytes(wrapped)) for on, wrapped in rows}


def _excerpt(alert: Alert, keys: dict[date, bytes]) -> str | None:
    if alert.sealed_excerpt is None or alert.key_on not in keys or alert.envelope_id is None:
        return None
    try:
        return open_excerpt(
            keys[alert.key_on],
            bytes(alert.sealed_excerpt),
            org_id=alert.org_id,
            envelope_id=alert.envelope_id,
            on=alert.key_on,
        )
    except crypto.Unreadable:
        return None
