"""How structures reach the association: said on every sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maraude.apps.orgs.actions.change_contact import change_contact
from maraude.core.errors import Refused
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.staff import manages


@require_POST
@manages
@freshly
def save_contact(request: StaffRequest) -> HttpResponse:
    """Set the telephone number and the e-mail address that structures read."""
    try:
        change_contact(
            organisation=request.organisation,
            phone=request.POST.get("contact_phone", ""),
            email=request.POST.get("contact_email", ""),
            by_user_id=request.user.id,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("hours")
