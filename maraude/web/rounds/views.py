"""The rounds: what is planned, who is of it, begin with one press. Coordinators plan and take back."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind, Role
from maraude.apps.outreach.actions.plan_round import (
    cancel_round,
    join_round,
    leave_round,
    plan_round,
    start_on_the_spot,
    start_round,
)
from maraude.apps.outreach.models import Round, RoundMember
from maraude.apps.outreach.queries.rounds import (
    counted_by_place,
    debriefs_asked,
    marked_logs,
    own_watch,
    round_row,
    rounds_ahead,
)
from maraude.apps.outreach.queries.spaces import space_rows
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.public.addresses import page_address
from maraude.web.refusals import sentence
from maraude.web.rounds.announce import announce_context
from maraude.web.rounds.form import asked_space, form_context
from maraude.web.staff import manages, reads_content

_FEED_LASTS = timedelta(days=365)
_LONG_WEEK_MIN = 6 * 60
_LONGEST_MIN = 720


@require_GET
@reads_content
def round_list(request: StaffRequest) -> HttpResponse:
    """Show the rounds to come, and what the team counted."""
    now = clock.now()
    rows = rounds_ahead(user_id=request.user.id, at=now)
    watch = own_watch(user_id=request.user.id, at=now)
    context = {
        "rows": rows,
        "spaces": [one for one in space_rows(at=now) if one.space.ended_at is None],
        "places": counted_by_place(at=now),
        "marked": marked_logs(at=now),
        "watch": watch,
        "is_long_week": watch.minutes > _LONG_WEEK_MIN or watch.hard > 0,
        "debriefs": debriefs_asked() if _manages(request) else (),
        "may_plan": _manages(request),
        "now": now,
        "today": now.astimezone(_zone(request)).date().isoformat(),
        "kept": request.session.pop("kept_round", {}),
        "feed": request.session.pop("round_feed", ""),
        **form_context(user_id=request.user.id, minutes=60),
    }
    return render(request, "rounds/list.html", context)


@require_POST
@manages
def round_plan(request: StaffRequest) -> HttpResponse:
    """Put a round on the calendar."""
    asked = request.POST
    begins_at = _hour(request, "begins")
    try:
        plan_round(
            org_id=request.organisation.id,
            place=asked.get("place", ""),
            space_id=asked_space(request),
            begins_at=begins_at,
            ends_at=_after(begins_at, _hour(request, "ends")),
            safety_note=asked.get("safety_note", ""),
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        request.session["kept_round"] = {name: asked.get(name, "")[:300] for name in ("place", "safety_note")}
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The round is on the calendar."))
    return redirect("rounds")


@require_POST
@reads_content
def round_start(request: StaffRequest) -> HttpResponse:
    """Begin a round that nobody planned."""
    try:
        made = start_on_the_spot(
            org_id=request.organisation.id,
            place=request.POST.get("place", ""),
            space_id=asked_space(request),
            user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("rounds")
    return redirect("round", round_id=made.id)


@require_GET
@reads_content
def round_page(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Show a round, with its log to fill in twenty seconds."""
    planned = _round(round_id)
    member = RoundMember.objects.filter(round_id=round_id, user_id=request.user.id).first()
    started_at = member.started_at if member is not None else None
    context = {
        "row": round_row(planned=planned, user_id=request.user.id),
        "started_at": started_at,
        "may_plan": _manages(request),
        **announce_context(planned, request=request),
        **form_context(user_id=request.user.id, minutes=_minutes(planned, started_at)),
    }
    return render(request, "rounds/page.html", context)


@require_POST
@reads_content
def round_move(request: StaffRequest, round_id: UUID) -> HttpResponse:
    """Be of a round, begin it, leave it, take it back."""
    planned, user_id, now = _round(round_id), request.user.id, clock.now()
    gesture = request.POST.get("gesture", "")
    if gesture == "cancel" and not _manages(request):
        return render(request, "errors/403.html", status=403)
    try:
        match gesture:
            case "start":
                start_round(planned=planned, user_id=user_id, at=now)
                return redirect("round", round_id=round_id)
            case "join":
                join_round(planned=planned, user_id=user_id)
            case "leave":
                leave_round(planned=planned, user_id=user_id)
            case "cancel":
                cancel_round(planned=planned, by_user_id=user_id, at=now)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return redirect("rounds")


@require_POST
@reads_content
def round_calendar(request: StaffRequest) -> HttpResponse:
    """Make the address that this colleague's calendar follows; it is shown once, and ends the one before."""
    subject = request.membership.id
    revoke_links(kind=LinkKind.CALENDAR, subject_id=subject, at=clock.now())
    token = make_link(
        org_id=request.organisation.id,
        kind=LinkKind.CALENDAR,
        subject_id=subject,
        expires_at=clock.now() + _FEED_LASTS,
    )
    request.session["round_feed"] = page_address(f"/cal/{token}.ics")
    return redirect("rounds")


def _minutes(planned: Round, started_at: datetime | None) -> int:
    """Return how long this round has lasted for the reader, by fives."""
    now = clock.now()
    lasted = (now - started_at) if started_at is not None else (planned.ends_at - planned.begins_at)
    return max(5, min(_LONGEST_MIN, round(lasted.total_seconds() / 300) * 5))


def _round(round_id: UUID) -> Round:
    try:
        return Round.objects.get(id=round_id)
    except Round.DoesNotExist as error:
        raise Http404 from error


def _manages(request: StaffRequest) -> bool:
    return Role(request.membership.role).manages


def _zone(request: StaffRequest) -> ZoneInfo:
    return ZoneInfo(request.organisation.time_zone)


def _hour(request: StaffRequest, name: str) -> datetime:
    """Return a local hour of the form's day; what cannot be read is the beginning of time, which is refused."""
    text = f"{request.POST.get('day', '')}T{request.POST.get(name, '')}"
    try:
        return datetime.fromisoformat(text).replace(tzinfo=_zone(request))
    except ValueError:
        return datetime(1, 1, 2, tzinfo=_zone(request))


def _after(begins_at: datetime, ends_at: datetime) -> datetime:
    """A round that ends before it begins ends the next day."""
    return ends_at if ends_at > begins_at else ends_at + timedelta(days=1)
