"""Rounds, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.rounds import away, code, logs, views, when

urlpatterns: list[URLPattern] = [
    path("", views.round_list, name="rounds"),
    path("plan", views.round_plan, name="round_plan"),
    path("start", views.round_start, name="round_start"),
    path("calendar", views.round_calendar, name="round_calendar"),
    path("when", when.when_page, name="rounds_when"),
    path("code", code.code_page, name="round_code"),
    path("logs", logs.upload, name="round_logs"),
    path("logs/<uuid:log_id>/debriefed", logs.debriefed, name="round_debriefed"),
    path("away", away.away_page, name="rounds_away"),
    path("worker.js", away.worker, name="rounds_worker"),
    path("<uuid:round_id>/", views.round_page, name="round"),
    path("<uuid:round_id>/move", views.round_move, name="round_move"),
    path("<uuid:round_id>/log", logs.log, name="round_log"),
]
