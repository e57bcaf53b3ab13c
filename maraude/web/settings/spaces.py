"""The register of spaces: where we are guests, who agreed to what. Everybody reads it, coordinators write it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maraude.apps.orgs.models import Role
from maraude.apps.outreach.actions.keep_space import (
    SpaceSaid,
    WrongAgreement,
    contacts_of,
    end_agreement,
    end_space,
    keep_space,
    record_agreement,
)
from maraude.apps.outreach.actions.open_kit import open_kit
from maraude.apps.outreach.models import Space
from maraude.apps.outreach.queries.spaces import space_row, space_rows
from maraude.core.errors import Refused
from maraude.core.space import AgeMix, Gesture, Network, SpaceKind, never_allowed
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.public.addresses import page_address
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages, reads_content

_FIELDS = ("kind", "network", "name", "address", "age_mix", "hours", "quiet_rules", "contacts", "handles")


@require_http_methods(["GET", "POST"])
@reads_content
def space_list(request: StaffRequest) -> HttpResponse:
    """Show the register; a POST writes a space down."""
    refusal, kept = "", {}
    if request.method == "POST":
        if not _may_write(request):
            return render(request, "errors/403.html", status=403)
        try:
            space_id = _keep(request, None)
        except Refused as error:
            refusal, kept = sentence(error), {name: request.POST.get(name, "") for name in _FIELDS}
        else:
            return redirect("space", space_id=space_id)
    context = {
        **tabs_context(),
        **_choices(),
        "rows": space_rows(at=clock.now()),
        "may_write": _may_write(request),
        "said": kept,
        "refusal": refusal,
    }
    return render(request, "settings/spaces.html", context)


@require_http_methods(["GET", "POST"])
@reads_content
def space_page(request: StaffRequest, space_id: UUID) -> HttpResponse:
    """Show a space; a POST changes it."""
    space, refusal = _space(space_id), ""
    if request.method == "POST":
        if not _may_write(request):
            return render(request, "errors/403.html", status=403)
        try:
            _keep(request, space)
        except Refused as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("space", space_id=space_id)
    asked = request.POST if refusal else {}
    said = {name: asked.get(name, getattr(space, name, "")) for name in _FIELDS}
    said["contacts"] = asked.get("contacts", contacts_of(space))
    said["handles"] = asked.get("handles", "\n".join(space.handles))
    made = request.session.get("kit", ["", ""])
    context = {
        **tabs_context(),
        **_choices(),
        "kit": request.session.pop("kit")[1] if made[0] == str(space_id) else "",
        "row": space_row(space=space, at=clock.now()),
        "never": never_allowed(kind=SpaceKind(space.kind), network=Network(space.network)),
        "today": clock.now().date(),
        "may_write": _may_write(request),
        "said": said,
        "refusal": refusal,
    }
    return render(request, "settings/space.html", context)


@require_POST
@manages
def space_agree(request: StaffRequest, space_id: UUID) -> HttpResponse:
    """Write down what the owner agreed to."""
    space, asked = _space(space_id), request.POST
    try:
        record_agreement(
            space=space,
            given_by=asked.get("given_by", ""),
            given_on=_day(asked.get("given_on", "")),
            expires_on=_day(asked.get("expires_on", "")),
            gestures=[Gesture(one) for one in asked.getlist("gestures") if one in set(Gesture)],
            proof=asked.get("proof", ""),
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("space", space_id=space_id)


@require_POST
@manages
def space_kit(request: StaffRequest, space_id: UUID) -> HttpResponse:
    """Make the partner's page; its address is shown this once."""
    try:
        token = open_kit(space=_space(space_id), by_user_id=request.user.id, at=clock.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        request.session["kit"] = [str(space_id), page_address(f"/kit/{token}")]
    return redirect("space", space_id=space_id)


@require_POST
@manages
def space_end(request: StaffRequest, space_id: UUID) -> HttpResponse:
    """Note that the owner took their agreement back, or that we are there no more."""
    space = _space(space_id)
    if request.POST.get("what") == "agreement":
        end_agreement(space=space, by_user_id=request.user.id, at=clock.now())
        return redirect("space", space_id=space_id)
    end_space(space=space, by_user_id=request.user.id, at=clock.now())
    return redirect("spaces")


def _keep(request: StaffRequest, space: Space | None) -> UUID:
    asked = request.POST
    kind, network, age_mix = asked.get("kind", ""), asked.get("network", ""), asked.get("age_mix", "")
    said = SpaceSaid(
        kind=SpaceKind(kind) if kind in set(SpaceKind) else SpaceKind.SERVER,
        network=Network(network) if network in set(Network) else Network.ELSEWHERE,
        name=asked.get("name", ""),
        address=asked.get("address", ""),
        age_mix=AgeMix(age_mix) if age_mix in set(AgeMix) else AgeMix.UNSAID,
        hours=asked.get("hours", ""),
        quiet_rules=asked.get("quiet_rules", ""),
        contacts=asked.get("contacts", ""),
        handles=asked.get("handles", "").splitlines(),
    )
    return keep_space(
        org_id=request.organisation.id, space=space, said=said, by_user_id=request.user.id, at=clock.now()
    )


def _choices() -> dict[str, object]:
    return {"kinds": list(SpaceKind), "networks": list(Network), "age_mixes": list(AgeMix), "gestures": list(Gesture)}


def _space(space_id: UUID) -> Space:
    try:
        return Space.objects.get(id=space_id)
    except Space.DoesNotExist as error:
        raise Http404 from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongAgreement from error


def _may_write(request: StaffRequest) -> bool:
    return Role(request.membership.role).manages
