"""The data-protection room."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.privacy import views

urlpatterns: list[URLPattern] = [
    path("", views.privacy_page, name="privacy"),
    path("requests", views.note, name="note_request"),
    path("requests/<uuid:request_id>", views.decide, name="decide_request"),
]
