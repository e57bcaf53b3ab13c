"""From a session to an organisation: every staff page runs inside one tenant's transaction."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from maraude.apps.orgs.models import Membership, Organisation, User
from maraude.apps.tenancy.context import signed_in_user, tenant

_FOR_PROGRAMS = ("/static/", "/healthz", "/readyz", "/metrics", "/api/", "/in/")
_FOR_EVERYBODY = ("/accounts/", "/language", "/chat/", "/r/", "/me/", "/s/", "/a/", "/infos", "/verify")
_OPEN_TO_ALL = (*_FOR_PROGRAMS, *_FOR_EVERYBODY)


class TenantMiddleware:
    """Finds the membership of who is signed in and wraps the view in their organisation's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve open addresses as they are, everything else only to a member."""
        if request.path.startswith(_OPEN_TO_ALL):
            return self._get_response(request)
        if not request.user.is_authenticated:
            return redirect(f"{_login_url()}?next={request.path}")
        user = request.user
        if not settings.IS_DEMO and not is_mfa_enabled(user):
            return redirect("mfa_activate_totp")
        membership = _membership(user)
        if membership is None:
            return render(request, "accounts/no_organisation.html", status=403)
        return self._in_tenant(request, membership)

    def _in_tenant(self, request: HttpRequest, membership: Membership) -> HttpResponseBase:
        with tenant(membership.org_id):
            organisation = Organisation.objects.get(id=membership.org_id)
            vars(request).update(membership=membership, organisation=organisation)
            response = self._get_response(request)
            if isinstance(response, HttpResponse) and hasattr(response, "render"):
                response.render()
        return response


def _login_url() -> str:
    return "/accounts/login/"


def _membership(user: User) -> Membership | None:
    with signed_in_user(user.id):
        return Membership.objects.filter(user_id=user.id, is_active=True).order_by("created_at").first()
