"""Pages for what is not there and for what broke: they say what was kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is here, the same for what never was and for what is another association's."""
    del exception
    return render(request, "errors/404.html", status=404)


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that what was sent cannot be read; nothing of it is shown again."""
    del exception
    return render(request, "errors/400.html", status=400)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something broke on our side."""
    return render(request, "errors/500.html", status=500)
