"""Alerts: opened from the e-mail or the bar, taken, closed with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.inbox.models import Conversation
from maraude.apps.safety.actions.handle_alert import close, see, take
from maraude.apps.safety.models import Alert
from maraude.apps.safety.queries.alerts import open_alerts
from maraude.core.errors import Refused
from maraude.web.http import StaffRequest
from maraude.web.inbox.screen import bar_context
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content

_SHOWN = 100


def _alert(alert_id: UUID) -> Alert:
    try:
        return Alert.objects.get(id=alert_id)
    except Alert.DoesNotExist as error:
        raise Http404 from error


@require_GET
@reads_content
def alert_list(request: StaffRequest) -> HttpResponse:
    """Show every open alert, taken ones too."""
    return render(
        request, "alerts/list.html", {**bar_context(request), "open": open_alerts(limit=_SHOWN), "folder": "alerts"}
    )


@require_GET
@reads_content
def alert_page(request: StaffRequest, alert_id: UUID) -> HttpResponse:
    """Lead to the conversation of an alert; somebody has seen it now."""
    alert = _alert(alert_id)
    see(alert=alert, by_user_id=request.user.id)
    return _to_conversation(alert)


@require_POST
@reads_content
def alert_take(request: StaffRequest, alert_id: UUID) -> HttpResponse:
    """Answer for an alert."""
    alert = _alert(alert_id)
    try:
        take(alert=alert, by_user_id=request.user.id)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return _to_conversation(alert)


@require_POST
@reads_content
def alert_close(request: StaffRequest, alert_id: UUID) -> HttpResponse:
    """Close an alert, with its reason."""
    alert = _alert(alert_id)
    try:
        close(
            alert=alert,
            by_user_id=request.user.id,
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return _to_conversation(alert)


def _to_conversation(alert: Alert) -> HttpResponse:
    if Conversation.objects.filter(id=alert.conversation_id).exists():
        return redirect("conversation", conversation_id=alert.conversation_id)
    return redirect("alerts")
