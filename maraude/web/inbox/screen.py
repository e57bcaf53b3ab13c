"""Everything an inbox page shows, gathered once: bar, folders, list, thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from maraude.apps.inbox.actions.move_conversation import OUTCOMES
from maraude.apps.inbox.queries.conversations import Folder, WrongCursor, conversations, counts
from maraude.apps.inbox.queries.facts import said_facts, thread_needs
from maraude.apps.inbox.queries.thread import ThreadMessage, thread
from maraude.apps.orgs.queries.colleagues import colleagues
from maraude.apps.outreach.queries.doors import place_of
from maraude.apps.privacy.queries.access import veiled
from maraude.apps.referrals.queries.referrals import referrals_of_conversation
from maraude.apps.safety.actions.handle_alert import REASONS
from maraude.apps.safety.queries.alerts import AlertView, alert_of, open_alerts
from maraude.web.directory.box import proposals_context
from maraude.web.http import StaffRequest
from maraude.web.inbox.answer_window import answer_context
from maraude.web.inbox.doubt import question_context
from maraude.web.inbox.highlight import Piece, pieces
from maraude.web.inbox.leaving import leaving_context
from maraude.web.inbox.levers_box import levers_context
from maraude.web.inbox.path_block import path_context

_COUNTED_ALERTS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """A message and its words cut where something was understood."""

    message: ThreadMessage
    pieces: list[Piece]
    level: str
    can_undo: bool


def bar_context(request: StaffRequest, *, beside: UUID | None = None) -> dict[str, Any]:
    """Return what the alert bar and the folders show; the conversation one is in says its own alert itself."""
    alerts = open_alerts(limit=_COUNTED_ALERTS)
    waiting = [alert for alert in alerts if alert.state != "taken" and alert.conversation_id != beside]
    return {"alerts": waiting, "alert_count": len(alerts), "counts": counts(user_id=request.user.id)}


def waiting_alerts() -> list[AlertView]:
    """Return what the alert bar shows on every other page of staff: the alerts nobody has taken."""
    return [alert for alert in open_alerts(limit=_COUNTED_ALERTS) if alert.state != "taken"]


def list_context(request: StaffRequest) -> dict[str, Any]:
    """Return one page of a folder; an old bookmark (no such folder, no such page) leads to a first page."""
    name = request.GET.get("folder", Folder.WAITING.value)
    folder = Folder(name) if name in set(Folder) else Folder.WAITING
    try:
        page = conversations(folder=folder, user_id=request.user.id, cursor=request.GET.get("cursor"))
    except WrongCursor:
        page = conversations(folder=folder, user_id=request.user.id, cursor=None)
    page = replace(page, rows=veiled(page.rows))
    return {"page": page, "folder": folder.value, "team": colleagues()}


def thread_context(request: StaffRequest, conversation_id: UUID) -> dict[str, Any]:
    """Return a conversation as it is read, with its open alert and what may be done."""
    view = thread(conversation_id=conversation_id, user_id=request.user.id)
    alert = alert_of(conversation_id)
    facts, needs = said_facts(view.messages), thread_needs(view.messages)
    return {
        **path_context(view.person, facts),
        **proposals_context(view),
        **question_context(view, needs),
        **levers_context(request, view, needs, facts, is_in_danger=alert is not None),
        **answer_context(view.conversation),
        **leaving_context(request.organisation, view.person),
        "view": view,
        "conversation": view.conversation,
        "door_place": place_of(view.conversation.door) if view.conversation.door else "",
        "person": view.person,
        "bubbles": [_bubble(message, request) for message in view.messages],
        "alert": alert,
        "facts": facts,
        "needs": needs,
        "handovers": referrals_of_conversation(conversation_id),
        "outcomes": OUTCOMES,
        "reasons": REASONS,
        "team": colleagues(),
        "draft": view.draft,
    }


def _bubble(message: ThreadMessage, request: StaffRequest) -> Bubble:
    risk = message.understanding.get("risk", {})
    shown = [(mark.need, mark.evidence) for mark in message.needs if mark.state in {"suggested", "confirmed"}]
    danger = [(span[0], span[1]) for span in risk.get("evidence", ())] if message.risk_rank else []
    return Bubble(
        message=message,
        pieces=pieces(message.text or "", needs=shown, danger=danger),
        level=f"level_{message.risk_rank}",
        can_undo=message.delivery == "queued" and message.author_id == request.user.id,
    )
