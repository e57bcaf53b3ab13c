"""« Quitter », from any page of a young person: every sitting in this browser ends, and one is somewhere harmless."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from maraude.channels.webchat.visitor import is_sitting


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Go elsewhere; coming back by the browser shows a page like anybody's. A GET, so that a plain link does it."""
    response = redirect(settings.EXIT_URL)
    for name in filter(is_sitting, request.COOKIES):
        response.delete_cookie(name, samesite="Lax")
    return response
