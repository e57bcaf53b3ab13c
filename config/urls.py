"""Every address of the pages and of the API (the gateway answers /in/ and /live itself)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
