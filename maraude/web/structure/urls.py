"""The structure's page."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.structure import guests, views

urlpatterns: list[URLPattern] = [
    path("<str:token>", views.page, name="structure"),
    path("<str:token>/answer", views.answer, name="structure_answer"),
    path("<str:token>/say", views.say, name="structure_say"),
    path("<str:token>/invite", guests.invite, name="structure_invite"),
    path("<str:token>/uninvite", guests.uninvite, name="structure_uninvite"),
    path("<str:token>/write", guests.write, name="structure_write"),
    path("<str:token>/close", guests.close, name="structure_close"),
    path("<str:token>/appointment.ics", views.appointment, name="structure_appointment"),
]
