"""The young person's own page."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.me import choices, guests, sheets, views, word

urlpatterns: list[URLPattern] = [
    path("<str:token>", views.page, name="me"),
    path("<str:token>/download", views.download, name="me_download"),
    path("<str:token>/correct", choices.correct, name="me_correct"),
    path("<str:token>/forget", choices.forget, name="me_forget"),
    path("<str:token>/choose", choices.choose, name="me_choose"),
    path("<str:token>/close", choices.close, name="me_close"),
    path("<str:token>/erase", choices.erase, name="me_erase"),
    path("<str:token>/line", sheets.line, name="me_line"),
    path("<str:token>/decide", sheets.decide, name="me_decide"),
    path("<str:token>/word", word.say_word, name="me_word"),
    path("<str:token>/guest", guests.guest, name="me_guest"),
    path("<str:token>/<uuid:referral_id>/appointment.ics", sheets.appointment, name="me_appointment"),
]
