"""Alerts: the list, and the two gestures of a named person."""

from __future__ import annotations

from uuid import UUID

from maraude.api.alerts.listing import StateChoice, list_alerts
from maraude.api.alerts.shapes import AlertPage, AlertRow, Closing
from maraude.api.conversations.show import show_danger
from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere
from maraude.api.edge.inputs import read_choice, read_cursor, read_json, write_cursor
from maraude.api.edge.route import Call
from maraude.apps.inbox.models import Conversation
from maraude.apps.safety.actions.handle_alert import close, take
from maraude.apps.safety.models import Alert, AlertState


def list_all(call: Call) -> Answer:
    """Return a page of alerts in one state, open ones when nothing is said."""
    state = read_choice(call.query, "state", default=StateChoice.OPEN)
    listing = f"alerts {state}"
    page = list_alerts(state=state, position=read_cursor(call.query, listing=listing))
    rows = [_show(alert) for alert in page.rows]
    return Answer(body=AlertPage(results=rows, next=write_cursor(page.next, listing=listing)))


def take_alert(call: Call) -> Answer:
    """Answer for an alert: escalation stops and the conversation becomes the person's."""
    alert = _locked(call.subject_id)
    take(alert=alert, by_user_id=call.caller.person_id)
    return Answer(body=_show(alert))


def close_alert(call: Call) -> Answer:
    """Close an alert with a reason; only this lowers the danger of its conversation."""
    alert = _locked(call.subject_id)
    closing = read_json(call.body, Closing)
    close(alert=alert, by_user_id=call.caller.person_id, reason=closing.reason)
    return Answer(body=_show(alert))


def _locked(alert_id: UUID) -> Alert:
    """Return an alert, held with its conversation until the end of the transaction. Raises `NotHere`."""
    conversation_id = Alert.objects.filter(id=alert_id).values_list("conversation_id", flat=True).first()
    if conversation_id is None:
        raise NotHere
    # The processor holds a conversation, then raises its alert: the same order here, or each could wait for the other.
    Conversation.objects.select_for_update().filter(id=conversation_id).first()
    return Alert.objects.select_for_update().get(id=alert_id)


def _show(alert: Alert) -> AlertRow:
    danger = show_danger(alert.level_rank, alert.kinds)
    return AlertRow(
        id=alert.id,
        conversation=alert.conversation_id,
        level=danger.level,
        kinds=danger.kinds,
        state=AlertState(alert.state),
        raised_at=alert.raised_at,
    )
