"""Pages anybody may open: chat, doors, information."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
