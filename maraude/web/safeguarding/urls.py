"""Addresses of a situation préoccupante, inside a conversation."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.safeguarding import views

urlpatterns: list[URLPattern] = [
    path("report/", views.report_page, name="report"),
    path("report/write", views.write, name="write_report"),
    path("report/gesture", views.gesture, name="report_gesture"),
    path("report/print", views.printed, name="print_report"),
]
