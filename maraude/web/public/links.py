"""Pages opened by an address without log-in: the code finds the tenant; a wrong one meets a neutral page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink, open_link
from maraude.apps.tenancy.context import tenant

type LinkedView[**P] = Callable[Concatenate[HttpRequest, OpenLink, P], HttpResponse]


def _zone(org_id: int) -> ZoneInfo:
    """Return the clocks of the association: an hour is written and read there."""
    return ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get(id=org_id))


def by_link[**P](kind: LinkKind) -> Callable[[LinkedView[P]], Callable[..., HttpResponse]]:
    """Give the view what its `token` opens, inside that tenant; answer 404 alike to guessed, old and revoked codes."""

    def decorate(view: LinkedView[P]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            link = open_link(token, kind=kind)
            try:
                if link is not None:
                    with tenant(link.org_id), timezone.override(_zone(link.org_id)):
                        return view(request, link, *args, **kwargs)
            except Http404:  # a form that is not ours, a part that is not theirs: the same neutral page
                pass
            return render(request, "public/nothing_here.html", status=404)

        return opened

    return decorate
