"""Settings: the first ten minutes, the health of the house, hours and the path."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.actions.change_duty import change_duty
from maraude.apps.orgs.actions.change_settings import change_settings
from maraude.apps.orgs.models import DutyPerson
from maraude.apps.orgs.queries.colleagues import Colleague, colleagues
from maraude.apps.orgs.queries.members import waiting_requests
from maraude.apps.reporting.queries.first_steps import FirstStep, first_steps
from maraude.apps.reporting.queries.health import health
from maraude.core.duty import within_hours
from maraude.core.errors import Refused
from maraude.core.path import Bond
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.rooms import is_open
from maraude.web.settings.tabs import DOORS, tabs_context
from maraude.web.settings.words import PARTS, STEP_NAMES, found
from maraude.web.staff import manages, runs_machine

# France keeps ten clocks; others are accepted too.
ZONES = (
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "America/Miquelon",
    "Indian/Reunion",
    "Indian/Mayotte",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
)


@require_GET
@manages
def home(request: StaffRequest) -> HttpResponse:
    """Show what is left to do, whether all works, and what can be set."""
    steps = first_steps(has_mail=_has_mail())
    context: dict[str, Any] = {
        **tabs_context(),
        "steps": steps,
        "rows": [{"step": one, "name": STEP_NAMES[one], "is_done": one in steps.done} for one in FirstStep],
        "asked": len(waiting_requests(at=clock.now())),
        "doors_address": DOORS if is_open(DOORS) else "",
        "chat_address": f"/chat/{steps.chat_key}" if steps.chat_key else "",
    }
    return render(request, "settings/home.html", context)


@require_GET
@runs_machine
def health_page(request: StaffRequest) -> HttpResponse:
    """Say in words whether everything works."""
    looked = health(organisation=request.organisation, has_mail=_has_mail(), home=settings.HOME, at=clock.now())
    checks = [{"name": PARTS[one.part], "is_fine": one.is_fine, "sentence": found(one)} for one in looked.checks]
    return render(
        request,
        "settings/health.html",
        {
            **tabs_context(),
            "checks": checks,
            "channels": looked.channels,
            "all_fine": all(one.is_fine for one in looked.checks) and not any(one.is_down for one in looked.channels),
        },
    )


@require_GET
@manages
def hours_page(request: StaffRequest) -> HttpResponse:
    """Show the duty, its hours, and from when a bond is one."""
    organisation = request.organisation
    local = clock.now().astimezone(ZoneInfo(organisation.time_zone))
    zones = ZONES if organisation.time_zone in ZONES else (organisation.time_zone, *ZONES)
    return render(
        request,
        "settings/hours.html",
        {
            **tabs_context(),
            "zones": zones,
            "is_within": within_hours(organisation.duty_hours, local=local),
            "local": local,
            "roster": _roster(colleagues(), _order()),
            "kept": request.session.pop("kept_hours", ""),
        },
    )


@require_POST
@manages
def save_hours(request: StaffRequest) -> HttpResponse:
    """Set the hours, the time zone and the bond."""
    asked = request.POST
    try:
        change_settings(
            organisation=request.organisation,
            duty_hours=asked.get("duty_hours", ""),
            time_zone=asked.get("time_zone", ""),
            bond=Bond(exchanges=_number(asked.get("bond_exchanges")), days=_number(asked.get("bond_days"))),
            by_user_id=request.user.id,
        )
    except Refused as refusal:
        request.session["kept_hours"] = asked.get("duty_hours", "")[:120]
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("hours")


@require_POST
@manages
def save_duty(request: StaffRequest) -> HttpResponse:
    """Put a colleague on duty, take them off, or move them up the list of calls."""
    order, who = _order(), _number(request.POST.get("user"))
    try:
        change_duty(
            organisation=request.organisation,
            order=_moved(order, who, request.POST.get("gesture", "")),
            by_user_id=request.user.id,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return redirect("hours")


def _order() -> list[int]:
    return list(DutyPerson.objects.order_by("position").values_list("user_id", flat=True))


def _moved(order: list[int], who: int, gesture: str) -> list[int]:
    others = [user_id for user_id in order if user_id != who]
    match gesture:
        case "on":
            return [*others, who]
        case "off":
            return others
        case "up" if who in order:
            place = max(0, order.index(who) - 1)
            return [*others[:place], who, *others[place:]]
        case _:
            return order


def _roster(team: list[Colleague], order: list[int]) -> list[dict[str, Any]]:
    """Return the colleagues, those on duty first, in the order of the calls."""
    names = {one.id: one.name for one in team}
    on = [{"id": user_id, "name": names.get(user_id, ""), "place": place} for place, user_id in enumerate(order, 1)]
    off = [{"id": one.id, "name": one.name, "place": None} for one in team if one.id not in order]
    return [*on, *off]


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _has_mail() -> bool:
    return bool(settings.MAIL_URL) or bool(settings.IS_DEMO)
