"""One gesture on a service of the directory: it is right, full, closed; what is right instead."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maraude.apps.directory.actions.say_of_service import CORRECTED, UnknownService, say_of_service, settle_change
from maraude.apps.directory.models import OwnWord
from maraude.apps.directory.queries.cards import service_card
from maraude.apps.directory.queries.own_words import own_words
from maraude.core.directory.opening_hours import read_hours
from maraude.core.service import ServiceCard
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.staff import reads_content

_LONGEST = 200


@require_POST
@reads_content
def say(request: StaffRequest, service_id: str) -> HttpResponse:
    """Say that a service is open, full or closed, or settle what a file changed."""
    asked, held = request.POST.get("state", ""), request.POST.get("held", "")
    if asked not in OwnWord.State.values and held not in {"new", "old"}:
        raise Http404
    org_id, by, at = request.membership.org_id, request.user.id, clock.now()
    try:
        if held:
            settle_change(org_id=org_id, service_id=service_id, is_new_right=held == "new", by_user_id=by, at=at)
        else:
            say_of_service(org_id=org_id, service_id=service_id, state=OwnWord.State(asked), by_user_id=by, at=at)
    except UnknownService as refusal:
        raise Http404 from refusal
    messages.success(request, _("Noted, for your association."))
    return redirect("directory_service", service_id=service_id)


@require_http_methods(["GET", "POST"])
@reads_content
def edit(request: StaffRequest, service_id: str) -> HttpResponse:
    """Write what is right instead of what the file says."""
    card = service_card(service_id=service_id)
    if card is None:
        raise Http404
    typed = {name: request.POST.get(name, "").strip() for name in CORRECTED} if request.method == "POST" else None
    faults = _faults(typed) if typed else {}
    if typed and not faults:
        shown = _shown(card)
        word = own_words(service_ids=[service_id]).get(service_id)
        ours = word.corrections if word else {}
        changed = {name: text for name, text in typed.items() if text != shown[name] or name in ours}
        say_of_service(
            org_id=request.membership.org_id,
            service_id=service_id,
            corrections=changed,
            by_user_id=request.user.id,
            at=clock.now(),
        )
        messages.success(request, _("Noted, for your association."))
        return redirect("directory_service", service_id=service_id)
    values = typed or _shown(card)
    lines = [(name, value, faults.get(name, "")) for name, value in values.items()]
    context = {"card": card, "lines": lines}
    return render(request, "directory/edit.html", context, status=422 if faults else 200)


def _shown(card: ServiceCard) -> dict[str, str]:
    return {
        "nom": card.name,
        "telephone": card.phone,
        "courriel": card.email,
        "adresse": card.address,
        "code_postal": card.postal_code,
        "commune": card.commune,
        "horaires_accueil": card.opening_hours,
    }


def _faults(typed: Mapping[str, str]) -> dict[str, str]:
    faults = {}
    if any(len(text) > _LONGEST for text in typed.values()):
        faults["nom"] = _("Too long: two hundred characters at most.")
    if typed["courriel"] and "@" not in typed["courriel"]:
        faults["courriel"] = _("This is no e-mail address.")
    if typed["telephone"] and sum(sign.isdecimal() for sign in typed["telephone"]) < 3:
        faults["telephone"] = _("This is no phone number.")
    if typed["code_postal"] and not (len(typed["code_postal"]) == 5 and typed["code_postal"].isdecimal()):
        faults["code_postal"] = _("A postal code has five digits.")
    if typed["horaires_accueil"] and read_hours(typed["horaires_accueil"]) is None:
        faults["horaires_accueil"] = _("Write hours like this: Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00")
    return faults
