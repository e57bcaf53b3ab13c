"""The words of the path, for templates."""

from __future__ import annotations

from collections.abc import Sequence

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maraude.core.age import AgeBand
from maraude.core.figures import CutRow, Dimension
from maraude.core.path import Newness, Step
from maraude.web.path_words import BANDS, COUNTED, DIMENSIONS, NEWNESS, SAID
from maraude.web.words import word

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


@register.filter
def days(number: float | None) -> str:
    """Say a number of days: hours under one day, nothing known as a dash."""
    if number is None:
        return "—"
    if number < 1:
        return _("%(hours)d h") % {"hours": max(1, round(number * 24))} if number else _("the same day")
    shown = number_format(number, 0 if number >= 10 else 1).removesuffix(",0").removesuffix(".0")
    return ngettext("%(days)s day", "%(days)s days", round(number)) % {"days": shown}


@register.filter
def minutes(number: float | None) -> str:
    """Say a number of minutes, hours beyond two."""
    if number is None:
        return "—"
    if number < 1:
        return _("under 1 min")
    if number < 120:
        return _("%(minutes)d min") % {"minutes": round(number)}
    return _("%(hours)d h") % {"hours": round(number / 60)}


@register.filter
def dimension_word(dimension: str) -> str:
    """Say what figures are cut by."""
    return str(DIMENSIONS[Dimension(dimension)])


@register.filter
def cut_words(row: CutRow, by: Sequence[Dimension]) -> list[str]:
    """Say the values of a row, as people say them."""
    return [_value(value, dimension) for value, dimension in zip(row.values, by, strict=True)]


def _value(value: str, dimension: Dimension) -> str:
    if dimension == Dimension.AGE_BAND:
        return str(BANDS[AgeBand(value)])
    if not value:
        return _("without a door") if dimension == Dimension.DOOR else _("outside a conversation")
    return word(value) if dimension == Dimension.CHANNEL else value
