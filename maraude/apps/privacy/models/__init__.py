from __future__ import annotations

from maraude.apps.privacy.models.broken_glass import BrokenGlass
from maraude.apps.privacy.models.purge_line import PurgeLine
from maraude.apps.privacy.models.rights_request import RightsRequest

__all__ = ["BrokenGlass", "PurgeLine", "RightsRequest"]
