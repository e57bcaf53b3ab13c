from __future__ import annotations

from maraude.apps.outreach.models.door import Door, DoorKind
from maraude.apps.outreach.models.door_report import DoorReport, ReportKind
from maraude.apps.outreach.models.round import Round, RoundLog, RoundMember
from maraude.apps.outreach.models.space import Space, SpaceAgreement
from maraude.apps.outreach.models.story import GameStory
from maraude.apps.outreach.models.way_back import WayBack

__all__ = [
    "Door",
    "DoorKind",
    "DoorReport",
    "GameStory",
    "ReportKind",
    "Round",
    "RoundLog",
    "RoundMember",
    "Space",
    "SpaceAgreement",
    "WayBack",
]
