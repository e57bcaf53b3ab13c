from __future__ import annotations

from maraude.apps.levers.models.learned_state import LearnedState
from maraude.apps.levers.models.lever_decision import LeverDecision
from maraude.apps.levers.models.lever_ruling import LeverRuling
from maraude.apps.levers.models.own_suggestion import OwnSuggestion

__all__ = ["LearnedState", "LeverDecision", "LeverRuling", "OwnSuggestion"]
