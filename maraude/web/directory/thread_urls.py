"""Gestures of the proposals beside a thread, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.directory import thread_gestures as gestures

urlpatterns: list[URLPattern] = [
    path("place", gestures.place, name="seek_place"),
    path("place/choices", gestures.place_choices, name="place_choices"),
    path("insert", gestures.insert_card, name="insert_card"),
]
