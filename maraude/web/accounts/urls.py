"""The addresses of one's own account: allauth's, less those that open, link or change an account from outside."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from maraude.web.accounts import sessions
from maraude.web.accounts.join import join
from maraude.web.accounts.passkeys import RemovePasskey


def nowhere(_request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing here."""
    raise Http404


urlpatterns: list[URLPattern | URLResolver] = [
    path("signup/", nowhere),
    path("email/", nowhere),
    path("password/set/", nowhere),
    path("join/<str:token>/", join, name="join"),
    path("sessions/", sessions.session_list, name="sessions"),
    path("sessions/<int:session_id>/end", sessions.end_session, name="end_session"),
    path("sessions/end-others", sessions.end_other_sessions, name="end_other_sessions"),
    path("2fa/webauthn/keys/<int:pk>/remove/", RemovePasskey.as_view()),
    path("2fa/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
