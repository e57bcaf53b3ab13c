"""What everybody may know: what is kept, the rights over it, the limits of secrecy, the lines open at this hour."""

from __future__ import annotations

import calendar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from maraude.core.helpline import LINES
from maraude.lib import clock
from maraude.web.public.language import in_their_language


@require_GET
@in_their_language
def infos_page(request: HttpRequest) -> HttpResponse:
    """Show the texts, in the reader's language."""
    local = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE))
    is_french = translation.get_language() == "fr"
    lines = [line.name_fr if is_french else line.name_en for line in LINES if line.is_open(local)]
    context = {"lines": lines, "at": local, "other_language": "en" if is_french else "fr", "is_infos": True}
    return render(request, "public/infos.html", context)


@require_GET
@in_their_language
def worried_page(request: HttpRequest) -> HttpResponse:
    """Help a friend, a parent or a teacher to help; no file is opened on somebody who did not ask."""
    return render(
        request, "public/worried.html", {"other_language": "en" if translation.get_language() == "fr" else "fr"}
    )


@require_GET
@in_their_language
def month_page(request: HttpRequest) -> HttpResponse:
    """Show the current month: where « Quitter » leads. A page like any other, that says nothing of us."""
    today = clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    weeks = calendar.Calendar().monthdatescalendar(today.year, today.month)
    return render(request, "public/month.html", {"weeks": weeks, "today": today})
