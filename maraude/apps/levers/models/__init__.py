from __future__ import annotations

from maraude.apps.levers.models.own_suggestion import OwnSuggestion

__all__ = ["OwnSuggestion"]
