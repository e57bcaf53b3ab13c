"""Every address of the pages and of the API (the gateway answers /in/ and /live itself)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

handler400 = "maraude.web.errors.not_understood"
handler404 = "maraude.web.errors.not_found"
handler500 = "maraude.web.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("maraude.web.accounts.urls")),
    path("language", set_language, name="set_language"),
    path("", include("maraude.api.urls")),
    path("", include("maraude.web.urls")),
]
