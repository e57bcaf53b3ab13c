"""The page of one question."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.answer import views

urlpatterns: list[URLPattern] = [
    path("<str:token>", views.page, name="one_question"),
    path("<str:token>/say", views.say, name="one_question_say"),
    path("<str:token>/appointment.ics", views.appointment, name="one_question_appointment"),
]
