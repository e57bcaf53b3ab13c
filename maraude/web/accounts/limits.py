"""How long a session lasts: thirty minutes without a gesture, ten hours at most (security.md S-04)."""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

from maraude.lib import clock

_BEGAN, _SEEN = "began_at", "seen_at"
_EVERY_S = 60


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_told: object) -> None:
    """Note when a session began."""
    request.session[_BEGAN] = request.session[_SEEN] = time.time()


class SessionLimitsMiddleware:
    """Ends sessions that are idle or old, and notes once a minute when each was last used."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve; who was away too long is signed out first."""
        if not request.path.startswith("/static/") and request.user.is_authenticated:
            self._look(request)
        return self._get_response(request)

    def _look(self, request: HttpRequest) -> None:
        now, session = time.time(), request.session
        began, seen = float(session.get(_BEGAN, now)), float(session.get(_SEEN, now))
        if now - seen > settings.SESSION_IDLE_S or now - began > settings.SESSION_COOKIE_AGE:
            logout(request)
        elif _BEGAN not in session or now - seen > _EVERY_S:
            session[_BEGAN], session[_SEEN] = began, now
            UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=clock.now())
