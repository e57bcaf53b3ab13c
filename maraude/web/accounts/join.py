"""Accepting an invitation: a name, a password, and then the second factor at the first log-in."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from maraude.apps.orgs.actions.accept_invitation import accept_invitation
from maraude.apps.orgs.models import AccountRequest, LinkKind, Organisation, User
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.lib import clock
from maraude.web.accounts.notices import tell_accepted
from maraude.web.public.links import by_link


@require_http_methods(["GET", "POST"])
@by_link(LinkKind.INVITE)
def join(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show the invitation, or accept it."""
    asked = AccountRequest.objects.select_related("asked_by").filter(id=link.subject_id).first()
    if asked is None:
        raise Http404
    context = {
        "asked": asked,
        "organisation_name": Organisation.objects.get(id=link.org_id).name,
        "is_known": User.objects.filter(email=asked.email).exists(),
    }
    if request.method == "GET":
        return render(request, "accounts/join.html", context)
    try:
        done = _accept(request, asked, is_known=bool(context["is_known"]))
    except ValidationError as error:
        said = {"errors": error.messages, "typed": request.POST.get("name", "")[:80]}
        return render(request, "accounts/join.html", {**context, **said}, status=400)
    tell_accepted(done)
    return render(request, "accounts/joined.html", {**context, "is_confirmed": done.confirmed_at is not None})


def _accept(request: HttpRequest, asked: AccountRequest, *, is_known: bool) -> AccountRequest:
    password = request.POST.get("password1", "")
    if not is_known and password != request.POST.get("password2", ""):
        raise ValidationError(_("The two passwords are not the same."))
    return accept_invitation(
        request_id=asked.id, display_name=request.POST.get("name", ""), password=password, at=clock.now()
    )
