"""When and where we are needed: a picture of our own contacts, in eight weeks, to plan rounds."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from maraude.apps.outreach.queries.when import when_and_where
from maraude.core.when import PARTS, PROTECTED_BELOW
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.staff import reads_content

_DAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_SHADES = 4


@require_GET
@reads_content
def when_page(request: StaffRequest) -> HttpResponse:
    """Show the picture as a table, darker where more wrote."""
    seen = when_and_where(at=clock.now(), zone=ZoneInfo(request.organisation.time_zone))
    most = max((number for number in seen.cells.values() if number), default=0)
    ends = (*PARTS[1:], 24)
    rows = [
        {
            "day": day,
            "cells": [_cell(seen.cells, (number, part), most) for part in range(len(PARTS))],
        }
        for number, day in enumerate(_DAYS)
    ]
    context = {
        "parts": [f"{begins}–{end}" for begins, end in zip(PARTS, ends, strict=True)],
        "rows": rows,
        "seen": seen,
        "protected_below": PROTECTED_BELOW,
    }
    return render(request, "rounds/when.html", context)


def _cell(cells: Mapping[tuple[int, int], int | None], place: tuple[int, int], most: int) -> dict[str, object]:
    number = cells.get(place, 0)
    shade = 1 if number is None else 0 if number == 0 else 1 + round((_SHADES - 1) * number / most)
    return {"number": number, "shade": shade}
