"""What a named person does with an alert: sees it, takes it, closes it with a reason. Each step is audited."""

from __future__ import annotations

from django.db.models import Max

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.move_conversation import assign
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.vault import person_key, seal_text
from maraude.apps.safety.models import Alert, AlertState
from maraude.core.errors import Refused
from maraude.core.safety import RiskLevel
from maraude.lib import clock

REASONS = ("person_safe", "emergency_called", "handed_to_service", "not_a_danger", "lost_touch", "other")


class AlreadyClosed(Refused):
    """This alert is already closed."""

    code = "already_closed"


class ReasonNeeded(Refused):
    """Say why you close this alert."""

    code = "reason_needed"


def see(*, alert: Alert, by_user_id: int) -> None:
    """Note that a named person has the alert before their eyes."""
    if alert.state not in {AlertState.RAISED, AlertState.TOLD}:
        return
    _move(alert, AlertState.SEEN, by_user_id, seen_at=clock.now())


def take(*, alert: Alert, by_user_id: int) -> None:
    """Answer for the alert: escalation stops and the conversation becomes theirs. Raises `AlreadyClosed`."""
    conversation = _locked(alert)
    if alert.state == AlertState.CLOSED:
        raise AlreadyClosed
    now = clock.now()
    _move(
        alert,
        AlertState.TAKEN,
        by_user_id,
        taken_at=now,
        taken_by_id=by_user_id,
        seen_at=alert.seen_at or now,
        escalates_at=None,
    )
    if conversation is not None:
        assign(conversation=conversation, to_user_id=by_user_id, by_user_id=by_user_id)


def close(*, alert: Alert, by_user_id: int, reason: str, note: str = "") -> None:
    """Close with a reason; only this lowers the level of the conversation. Raises `AlreadyClosed` or `ReasonNeeded`."""
    conversation = _locked(alert)
    if alert.state == AlertState.CLOSED:
        raise AlreadyClosed
    if reason not in REASONS:
        raise ReasonNeeded
    values: dict[str, object] = {"closed_at": clock.now(), "closed_by_id": by_user_id, "close_reason": reason}
    if note.strip() and conversation is not None:
        values["sealed_close_note"] = seal_text(
            person_key(conversation.person_id),
            note.strip(),
            org_id=alert.org_id,
            person_id=conversation.person_id,
            column="close_note",
            row_id=alert.id,
        )
    _move(alert, AlertState.CLOSED, by_user_id, escalates_at=None, reason=reason, **values)
    if conversation is not None:
        Conversation.objects.filter(id=conversation.id).update(danger_rank=0, danger_kinds=[])


def open_level(conversation: Conversation) -> RiskLevel:
    """Return the level of the open alert of a conversation, none without one."""
    rank = (
        Alert.objects.filter(conversation_id=conversation.id)
        .exclude(state=AlertState.CLOSED)
        .aggregate(rank=Max("level_rank"))["rank"]
    )
    return list(RiskLevel)[rank or 0]


def _locked(alert: Alert) -> Conversation | None:
    """Lock the conversation, then the alert: the processor's order, so that neither waits for the other."""
    conversation = Conversation.objects.select_for_update().filter(id=alert.conversation_id).first()
    alert.refresh_from_db(from_queryset=Alert.objects.select_for_update())
    return conversation


def _move(alert: Alert, state: AlertState, user_id: int, *, reason: str = "", **values: object) -> None:
    Alert.objects.filter(id=alert.id).update(state=state, **values)
    for name, value in {"state": state, **values}.items():
        setattr(alert, name, value)
    record(
        org_id=alert.org_id,
        actor=user_actor(user_id),
        action=f"alert_{state}",
        subject_kind="alert",
        subject_id=alert.id,
        reason=reason,
    )
    notify_conversations(org_id=alert.org_id, conversation_ids=[alert.conversation_id], kind="alert")
