"""The words of the path, for templates."""

from __future__ import annotations

from django import template

from maraude.core.age import AgeBand
from maraude.core.path import Newness, Step
from maraude.web.path_words import BANDS, COUNTED, NEWNESS, SAID

register = template.Library()


@register.filter
def step_word(step: str) -> str:
    """Say a step as a worker says it of somebody."""
    return str(SAID[Step(step)])


@register.filter
def step_name(step: str) -> str:
    """Say a step as a report counts it."""
    return str(COUNTED[Step(step)])


@register.filter
def newness_word(answer: str) -> str:
    """Say an answer about newness."""
    return str(NEWNESS[Newness(answer)])


@register.filter
def band_word(band: str) -> str:
    """Say an age band."""
    return str(BANDS[AgeBand(band)])
