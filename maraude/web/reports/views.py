"""The report of a period: as a page that prints well, and as a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maraude.apps.reporting.queries.report import Report, report
from maraude.apps.reporting.table import table
from maraude.core.errors import Refused
from maraude.core.figures import Audience, Dimension, WrongCut
from maraude.core.path import POINTS, SIDES
from maraude.core.period import Period
from maraude.lib import clock
from maraude.lib.spreadsheet import MARK, write_csv
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.reports.drawing import drawing
from maraude.web.reports.months import Shown, shown_period
from maraude.web.staff import reads_content


@require_GET
@reads_content
def report_page(request: StaffRequest) -> HttpResponse:
    """Show the figures of the team over a period; for a funder, say why not yet."""
    context: dict[str, Any] = {"dimensions": tuple(Dimension)}
    if request.GET.get("audience", Audience.TEAM) != Audience.TEAM:
        return render(request, "reports/funder.html", context, status=409)
    try:
        shown, by = _asked(request)
        found = _report(request, shown.period, by)
    except Refused as refusal:
        return render(request, "reports/wrong.html", {**context, "refusal": sentence(refusal)}, status=400)
    return render(
        request,
        "reports/page.html",
        {
            **context,
            "report": found,
            "figures": found.indicators,
            "counted": [{"step": step, "people": getattr(found.indicators, step)} for step in POINTS],
            "left": [{"step": step, "people": getattr(found.indicators.exits, step)} for step in SIDES],
            "shown": shown,
            "by": by,
            "cut": found.cuts[0],
            "drawing": drawing(found.path),
        },
    )


@require_GET
@reads_content
@freshly
def report_file(request: StaffRequest) -> HttpResponse:
    """Give the same figures as CSV."""
    try:
        shown, by = _asked(request)
        found = _report(request, shown.period, by)
    except Refused as refusal:
        return render(request, "reports/wrong.html", {"refusal": sentence(refusal)}, status=400)
    answer = HttpResponse(MARK + write_csv(table(found)), content_type="text/csv; charset=utf-8")
    name = f"maraude-{found.organisation}-{found.from_on}-{found.to_on}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(request: StaffRequest) -> tuple[Shown, Sequence[Dimension]]:
    today = clock.now().astimezone(ZoneInfo(request.organisation.time_zone)).date()
    asked = request.GET.getlist("by") or [Dimension.DOOR.value]
    if not set(asked) <= {one.value for one in Dimension}:
        raise WrongCut
    return shown_period(request.GET.dict(), today=today), [Dimension(one) for one in asked]


def _report(request: StaffRequest, period: Period, by: Sequence[Dimension]) -> Report:
    return report(org_id=request.organisation.id, period=period, cuts=[by])
