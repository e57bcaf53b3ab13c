"""The danger floor: deterministic rules that read every message at the door (docs/algorithms/danger.md)."""

from maraude.understanding.danger.rules import Rule, catalogue
from maraude.understanding.danger.screen import screen, screen_long
from maraude.understanding.danger.screening import Screening

__all__ = ["Rule", "Screening", "catalogue", "screen", "screen_long"]
