"""The data-protection room."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.privacy import levers, retention, views

urlpatterns: list[URLPattern] = [
    path("", views.privacy_page, name="privacy"),
    path("retention", retention.retention_page, name="retention"),
    path("retention/save", retention.save_retention, name="save_retention"),
    path("levers", levers.learned_page, name="levers_learned"),
    path("levers/rule", levers.rule, name="rule_levers"),
    path("levers/switch", levers.switch, name="switch_levers"),
    path("requests", views.note, name="note_request"),
    path("requests/<uuid:request_id>", views.decide, name="decide_request"),
]
