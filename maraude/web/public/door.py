"""The page behind a printed code: where it hangs, what may be done now. It sets nothing in the browser."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.outreach.models import Door
from maraude.core.duty import within_hours
from maraude.lib import clock
from maraude.web.public.language import in_their_language
from maraude.web.public.links import by_link


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
        "door": door,
        "organisation": organisation,
        "account": account,
        "host": request.get_host(),
        "is_on_duty": within_hours(organisation.duty_hours, local=local),
        "other_language": "en" if translation.get_language() == "fr" else "fr",
    }
    return render(request, "public/door.html", context)
