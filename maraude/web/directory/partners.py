"""Agreements with structures: everybody reads them, coordinators write them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from maraude.apps.directory.models import Structure
from maraude.apps.orgs.models import Role
from maraude.apps.referrals.actions.keep_partner import Agreement, WrongAgreement, end_partner, keep_partner
from maraude.apps.referrals.models import Partner
from maraude.apps.referrals.queries.partners import partner_views
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.staff import manages, reads_content

_FIELDS = {"contact_name": 120, "contact_email": 254, "contact_phone": 30}


@require_GET
@reads_content
def partners_page(request: StaffRequest) -> HttpResponse:
    """List agreements, and how long each structure takes to answer."""
    context = {"partners": partner_views(at=clock.now()), "may_write": Role(request.membership.role).manages}
    return render(request, "directory/partners.html", context)


@require_http_methods(["GET", "POST"])
@manages
def partner_page(request: StaffRequest, structure_id: str) -> HttpResponse:
    """Write the agreement with one structure, change it, or end it."""
    partner = Partner.objects.filter(structure_id=structure_id).first()
    name = partner.name if partner else _structure_name(structure_id)
    if request.method == "POST":
        if request.POST.get("gesture") == "end":
            end_partner(structure_id=structure_id, by_user_id=request.user.id)
            messages.success(request, _("This agreement was ended; its contact is not kept."))
            return redirect("partners")
        try:
            keep_partner(
                org_id=request.membership.org_id,
                structure_id=structure_id,
                name=name,
                agreement=_read(request),
                by_user_id=request.user.id,
                at=clock.now(),
            )
        except Refused as refusal:
            context = {"name": name, "values": request.POST, "partner": partner, "refusal": sentence(refusal)}
            return render(request, "directory/partner.html", context, status=422)
        messages.success(request, _("Noted, for your association."))
        return redirect("partners")
    context = {"name": name, "values": partner, "partner": partner, "today": clock.now().date().isoformat()}
    return render(request, "directory/partner.html", context)


def _structure_name(structure_id: str) -> str:
    name = Structure.objects.filter(id=structure_id).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return name


def _read(request: StaffRequest) -> Agreement:
    """Return what a form says. Raises `WrongAgreement` for what cannot be read."""
    texts = {field: request.POST.get(field, "").strip() for field in _FIELDS}
    days, ends_on = request.POST.get("answers_within_days", ""), request.POST.get("ends_on", "")
    try:
        if any(len(text) > _FIELDS[field] for field, text in texts.items()):
            raise WrongAgreement
        if texts["contact_email"]:
            validate_email(texts["contact_email"])
        return Agreement(
            **texts, answers_within_days=int(days), ends_on=date.fromisoformat(ends_on) if ends_on else None
        )
    except (ValueError, ValidationError) as error:
        raise WrongAgreement from error
