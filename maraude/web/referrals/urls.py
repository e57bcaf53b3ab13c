"""Gestures of the hand-over, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.referrals import gestures, guests, views

urlpatterns: list[URLPattern] = [
    path("propose", views.propose, name="propose_referral"),
    path("handover/<uuid:referral_id>/", views.handover_page, name="handover"),
    path("handover/<uuid:referral_id>/print", views.print_page, name="handover_print"),
    path("handover/<uuid:referral_id>/line", gestures.edit, name="handover_line"),
    path("handover/<uuid:referral_id>/send", gestures.send, name="handover_send"),
    path("handover/<uuid:referral_id>/do", gestures.do, name="handover_do"),
    path("handover/<uuid:referral_id>/answer", gestures.note_answer, name="handover_answer"),
    path("handover/<uuid:referral_id>/ask", gestures.ask, name="handover_ask"),
    path("handover/<uuid:referral_id>/say", gestures.note_attendance, name="handover_say"),
    path("handover/<uuid:referral_id>/guest", guests.guest, name="handover_guest"),
]
