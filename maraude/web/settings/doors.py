"""The register of doors: what hangs where, how many came by it, a poster to print. Coordinators make and end them."""

from __future__ import annotations

import io
from datetime import date
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maraude.apps.orgs.models import Role
from maraude.apps.outreach.actions.open_door import end_door, open_door
from maraude.apps.outreach.actions.report_door import settle_reports
from maraude.apps.outreach.models import Door, DoorKind
from maraude.apps.outreach.queries.doors import doors
from maraude.apps.outreach.queries.spaces import space_rows
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.rounds.form import asked_space
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import reads_content

_MAY_WRITE = {Role.COORDINATOR, Role.ADMINISTRATOR}


@require_http_methods(["GET", "POST"])
@reads_content
def door_list(request: StaffRequest) -> HttpResponse:
    """Show the doors; a POST makes one."""
    refusal = ""
    if request.method == "POST":
        if not _may_write(request):
            return render(request, "errors/403.html", status=403)
        try:
            door = _make(request)
        except Refused as error:
            refusal = sentence(error)
        else:
            return redirect("door_poster", door_id=door.id)
    context = {
        **tabs_context(),
        "rows": doors(),
        "may_write": _may_write(request),
        "kinds": DoorKind.values,
        "spaces": [one for one in space_rows(at=clock.now()) if one.space.ended_at is None],
        "expires_on": request.POST.get("expires_on", ""),
        "today": clock.now().date().isoformat(),
        "place": request.POST.get("place", ""),
        "refusal": refusal,
        "address": _address(""),
    }
    return render(request, "settings/doors.html", context)


@require_POST
@reads_content
def door_end(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """End a door."""
    door = _door(door_id)
    if not _may_write(request):
        return render(request, "errors/403.html", status=403)
    end_door(door=door, by_user_id=request.user.id, at=clock.now())
    messages.success(request, _("This door is closed. Its code leads nowhere now: take it down when you pass by."))
    return redirect("doors")


@require_POST
@reads_content
def door_looked(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """Note that somebody went and looked at a door that was reported."""
    settle_reports(door=_door(door_id), by_user_id=request.user.id, at=clock.now())
    messages.success(request, _("Noted: you went and looked."))
    return redirect("doors")


@require_GET
@reads_content
def door_poster(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """Show the poster, to print."""
    door = _door(door_id)
    return render(request, "settings/poster.html", {"door": door, "address": _address(door.code)})


@require_GET
@reads_content
def door_code(request: StaffRequest, door_id: UUID) -> HttpResponse:
    """Draw the code of a door as an SVG picture."""
    del request
    drawn = io.BytesIO()
    segno.make(_url(_door(door_id).code), error="m").save(drawn, kind="svg", scale=8, border=4, xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _make(request: StaffRequest) -> Door:
    asked = request.POST.get("kind", "")
    try:
        put_up_on = date.fromisoformat(request.POST.get("put_up_on", ""))
    except ValueError:
        put_up_on = clock.now().date()
    return open_door(
        org_id=request.organisation.id,
        kind=DoorKind(asked) if asked in DoorKind.values else DoorKind.POSTER,
        space_id=asked_space(request),
        expires_on=_last_day(request.POST.get("expires_on", "")),
        at=clock.now(),
        place=request.POST.get("place", ""),
        put_up_on=put_up_on,
        by_user_id=request.user.id,
    )


def _door(door_id: UUID) -> Door:
    try:
        return Door.objects.get(id=door_id)
    except Door.DoesNotExist as error:
        raise Http404 from error


def _last_day(text: str) -> date | None:
    """Return the last day of a door; a day that cannot be read is refused as one that is over."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _may_write(request: StaffRequest) -> bool:
    return Role(request.membership.role) in _MAY_WRITE


def _url(code: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/r/{code}"


def _address(code: str) -> str:
    """Return the address as it is printed: what anybody can type, without the scheme."""
    return _url(code).removeprefix("https://").removeprefix("http://")
