"""The rounds as a calendar that a colleague's own program follows: when and where, never who."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from maraude.apps.orgs.models import LinkKind, Membership, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.outreach.queries.rounds import calendar_rounds
from maraude.core.calendar import CalendarEntry, calendar_feed
from maraude.lib import clock
from maraude.web.public.links import by_link


@require_GET
@by_link(LinkKind.CALENDAR)
def calendar_page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Answer with the calendar, as long as its colleague works there."""
    del request
    if not Membership.objects.filter(id=link.subject_id, is_active=True).exists():
        raise Http404
    name = Organisation.objects.values_list("name", flat=True).get(id=link.org_id)
    now = clock.now()
    entries = (
        CalendarEntry(
            uid=str(one.id),
            title=one.place,
            begins_at=one.begins_at,
            ends_at=one.ends_at,
            is_cancelled=one.cancelled_at is not None,
        )
        for one in calendar_rounds(at=now)
    )
    text = calendar_feed(name=name, entries=entries, at=now)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")
