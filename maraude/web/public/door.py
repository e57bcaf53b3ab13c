"""The page behind a printed code: where it hangs, what may be done now. It sets nothing in the browser."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.ingest.actions.connect_meta import CHANNELS, link_to
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.outreach.actions.report_door import report_door
from maraude.apps.outreach.models import Door, ReportKind
from maraude.core.duty import within_hours
from maraude.lib import clock
from maraude.web.public.addresses import may_try
from maraude.web.public.language import chosen_language, in_their_language
from maraude.web.public.links import by_link

_BOT = re.compile(r"@[A-Za-z0-9_]{5,32}")
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")  # what Telegram lets through a link


@require_GET
@in_their_language
@by_link(LinkKind.DOOR)
def door_page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show a door."""
    door = Door.objects.get(id=link.subject_id)
    account = ChannelAccount.objects.filter(id=door.account_id, is_active=True).first()
    if account is None:
        return render(request, "public/nothing_here.html", status=404)
    organisation = Organisation.objects.get(id=link.org_id)
    local = clock.now().astimezone(ZoneInfo(organisation.time_zone))
    context = {
        "is_reported": request.GET.get("said") == "yes",
        "reports": ReportKind.values,
        "telegram": _telegram(door.code),
        "elsewhere": _elsewhere(door.code),
        "door": door,
        "organisation": organisation,
        "account": account,
        "host": request.get_host(),
        "is_on_duty": within_hours(organisation.duty_hours, local=local),
        "other_language": "en" if translation.get_language() == "fr" else "fr",
    }
    return render(request, "public/door.html", context)


def _telegram(code: str) -> str:
    """Return the address that opens our Telegram bot and tells it this door, empty when there is no bot."""
    bot = ChannelAccount.objects.filter(channel="telegram", is_active=True).order_by("created_at").first()
    is_known = bot is not None and _BOT.fullmatch(bot.name) and _START.fullmatch(code)
    return f"https://t.me/{bot.name[1:]}?start={code}" if bot is not None and is_known else ""


def _elsewhere(code: str) -> list[tuple[str, str]]:
    """Return the names and addresses of our accounts at Meta's, one of each kind; a code is told where it can be."""
    if _START.fullmatch(code) is None:
        return []
    found = ChannelAccount.objects.filter(channel__in=CHANNELS, is_active=True).order_by("created_at", "id")
    first = {account.channel: account for account in reversed(found)}
    return [(channel, link_to(first[channel], code=code)) for channel in CHANNELS if channel in first]


# No forgery token: it would put a cookie in the browser, and a false report makes somebody go and look, nothing else.
@csrf_exempt
@require_POST
@in_their_language
@by_link(LinkKind.DOOR)
def door_report(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Write down that something is wrong with this door."""
    kind = request.POST.get("kind", "")
    if kind not in ReportKind.values:
        raise Http404
    door = Door.objects.get(id=link.subject_id)
    if may_try(request):
        report_door(door=door, kind=ReportKind(kind))
    response = redirect("door", token=door.code)
    language = chosen_language(request)
    response.headers["Location"] += "?said=yes" + (f"&lang={language}" if language else "")
    return response
