from __future__ import annotations

from maraude.apps.privacy.models.broken_glass import BrokenGlass

__all__ = ["BrokenGlass"]
