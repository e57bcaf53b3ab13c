"""From a session to an organisation: every staff page runs inside one tenant's transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from maraude.apps.orgs.models import Membership, Organisation, User
from maraude.apps.orgs.reader import reader_of, reading_as
from maraude.apps.tenancy.context import signed_in_user, tenant
from maraude.lib import clock
from maraude.web.accounts.second_factor import has_second_factor

_FOR_PROGRAMS = ("/static/", "/healthz", "/readyz", "/metrics", "/api/", "/in/")
# All that an account without a second factor may open.
_SET_UP = tuple(f"/accounts/{page}/" for page in ("2fa", "login", "logout", "reauthenticate", "password/reset"))
_BY_A_CODE = ("/chat/", "/r/", "/me/", "/s/", "/a/", "/cal/", "/overlay/", "/kit/", "/play/")
_FOR_EVERYBODY = ("/language", "/infos", "/verify", *_BY_A_CODE)
_OPEN_TO_ALL = (*_FOR_PROGRAMS, *_FOR_EVERYBODY)


class TenantMiddleware:
    """Finds the membership of who is signed in and wraps the view in their organisation's transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve open addresses as they are, everything else only to a member."""
        if request.path.startswith((*_OPEN_TO_ALL, *_SET_UP)):
            return self._get_response(request)
        is_own_account = request.path.startswith("/accounts/")
        if not request.user.is_authenticated:
            return self._get_response(request) if is_own_account else redirect(f"{_login_url()}?next={request.path}")
        if not settings.IS_DEMO and not has_second_factor(request.user):
            return redirect("mfa_index")
        return self._get_response(request) if is_own_account else self._to_member(request)

    def _to_member(self, request: HttpRequest) -> HttpResponseBase:
        membership = _membership(cast("User", request.user))
        if membership is None:
            return render(request, "accounts/no_organisation.html", status=403)
        if membership.opens_at is not None and membership.opens_at > clock.now():
            return render(request, "accounts/not_open_yet.html", {"opens_at": membership.opens_at}, status=403)
        return self._in_tenant(request, membership)

    def _in_tenant(self, request: HttpRequest, membership: Membership) -> HttpResponseBase:
        with tenant(membership.org_id, step="pages"):
            organisation = Organisation.objects.get(id=membership.org_id)
            reader = reader_of(membership, months=organisation.vetting_months, today=clock.now().date())
            vars(request).update(membership=membership, organisation=organisation, reader=reader)
            with reading_as(reader):
                response = self._get_response(request)
                if isinstance(response, HttpResponse) and hasattr(response, "render"):
                    response.render()
        return response


def _login_url() -> str:
    return "/accounts/login/"


def _membership(user: User) -> Membership | None:
    with signed_in_user(user.id):
        rows = Membership.objects.filter(user_id=user.id, is_active=True)
        return rows.order_by(F("opens_at").asc(nulls_first=True), "created_at").first()
