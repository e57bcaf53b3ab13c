"""Logs of rounds: by the plain form, or several at once from a telephone that was without network."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maraude.apps.outreach.actions.log_round import end_debrief, log_round
from maraude.apps.outreach.actions.open_logs import open_logs
from maraude.apps.outreach.models import Round, RoundLog
from maraude.core.errors import Refused
from maraude.core.round import dated, read_counts
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.rounds.form import said_in
from maraude.web.staff import manages, reads_content


@require_POST
@reads_content
def log(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Store the log of a form; pressed twice, it counts once."""
    if not Round.objects.filter(id=round_id).exists():
        raise Http404
    now = clock.now()
    try:
        log_id = UUID(request.POST.get("id", ""))
        counts = read_counts(said_in(request.POST))
    except ValueError as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("round", round_id=round_id)
    log_round(
        org_id=request.organisation.id,
        log_id=log_id,
        round_id=round_id,
        counts=counts,
        dated=dated(noted_at=now, sent_at=now, at=now),
        user_id=request.user.id,
        at=now,
    )
    messages.success(request, _("Noted. Thank you; go home safely."))
    return redirect("rounds")


@require_POST
@reads_content
def upload(request: StaffRequest) -> HttpResponse:
    """Store logs that a telephone kept; answer what became of each."""
    try:
        asked = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):  # the last: a form with files, already read
        return JsonResponse({"error": "this is not JSON"}, status=400)
    logs = asked.get("logs") if isinstance(asked, dict) else None
    if not isinstance(logs, list):
        return JsonResponse({"error": "logs is missing, or is not a list"}, status=400)
    fates = open_logs(
        org_id=request.organisation.id,
        logs=logs,
        sent_ms=asked.get("sent_ms"),
        user_id=request.user.id,
        at=clock.now(),
    )
    return JsonResponse({"fates": fates})


@require_POST
@manages
def debriefed(request: StaffRequest, log_id: UUID) -> HttpResponse:
    """Note that one was there for a colleague who asked."""
    found = RoundLog.objects.filter(id=log_id).first()
    if found is None:
        raise Http404
    end_debrief(log=found, by_user_id=request.user.id, at=clock.now())
    return redirect("rounds")
