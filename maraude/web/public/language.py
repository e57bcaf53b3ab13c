"""Public pages speak the language of their address (`?lang=en`), else the browser's: no cookie for that."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.http import HttpRequest, HttpResponse
from django.utils import translation

LANGUAGES = ("fr", "en")


def chosen_language(request: HttpRequest) -> str:
    """Return the language asked for in the address or the form, or an empty text."""
    asked = request.GET.get("lang") or (request.POST.get("lang") if request.method == "POST" else "")
    return asked if asked in LANGUAGES else ""


def in_their_language[**P](
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Render the view in the language of its address."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        language = chosen_language(request) or translation.get_language() or "fr"
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", speaking)
