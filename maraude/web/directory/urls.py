"""The directory, for staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from maraude.web.directory import partners, views
from maraude.web.directory import service_gestures as gestures

urlpatterns: list[URLPattern] = [
    path("", views.search_page, name="directory"),
    path("sources/", views.sources_page, name="directory_sources"),
    path("service/<path:service_id>/say/", gestures.say, name="directory_say"),
    path("service/<path:service_id>/edit/", gestures.edit, name="directory_edit"),
    path("partners/", partners.partners_page, name="partners"),
    path("partners/<path:structure_id>/", partners.partner_page, name="partner"),
    path("changes/", views.changes_page, name="directory_changes"),
    path("service/<path:service_id>/", views.service_page, name="directory_service"),
]
