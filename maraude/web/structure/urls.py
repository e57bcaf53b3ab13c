"""The structure's page."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.structure import views

urlpatterns: list[URLPattern] = [
    path("<str:token>", views.page, name="structure"),
    path("<str:token>/answer", views.answer, name="structure_answer"),
    path("<str:token>/say", views.say, name="structure_say"),
    path("<str:token>/appointment.ics", views.appointment, name="structure_appointment"),
]
