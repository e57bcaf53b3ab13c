"""The report, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.reports import views

urlpatterns: list[URLPattern] = [
    path("", views.report_page, name="reports"),
    path("figures.csv", views.report_file, name="report_file"),
]
