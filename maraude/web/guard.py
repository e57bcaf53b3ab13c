"""Before any page about a conversation: does it open to this colleague, and the journal notes that it did."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from maraude.apps.orgs.models import Role
from maraude.apps.orgs.queries.members import cleared_names
from maraude.apps.privacy.actions.note_reading import note_reading
from maraude.apps.privacy.queries.access import access_to
from maraude.apps.safety.models import Alert
from maraude.core.access import GLASS_REASONS, Verdict
from maraude.lib import clock

_ALWAYS = {"break_glass"}


class ThreadGuardMiddleware:
    """One place for every address that names a conversation or an alert; a new page is guarded without a line more."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on, the address being looked at once it is resolved; then note what was shown."""
        response = self._get_response(request)
        shown: UUID | None = vars(request).pop("shown_conversation", None)
        if shown is not None and response.status_code == HTTPStatus.OK:
            member = vars(request)["membership"]
            note_reading(org_id=member.org_id, conversation_id=shown, by_user_id=member.user_id, at=clock.now())
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse what does not open."""
        membership = getattr(request, "membership", None)
        conversation_id = _thread(named)
        if membership is None or conversation_id is None or not Role(membership.role).reads_content:
            return None  # the page itself refuses
        now, match = clock.now(), request.resolver_match
        if match is not None and match.url_name in _ALWAYS:
            return None
        found = access_to(conversation_id, at=now)
        if found is not Verdict.OPEN:
            return _closed(request, conversation_id, found)
        if request.method == "GET" and "conversation_id" in named:
            vars(request)["shown_conversation"] = conversation_id
        return None


def _thread(named: dict[str, Any]) -> UUID | None:
    if "alert_id" in named:
        return Alert.objects.filter(id=named["alert_id"]).values_list("conversation_id", flat=True).first()
    found = named.get("conversation_id")
    return found if isinstance(found, UUID) else None


def _closed(request: HttpRequest, conversation_id: UUID, found: Verdict) -> HttpResponse:
    context = {
        "conversation_id": conversation_id,
        "needs_reason": found is Verdict.NEEDS_REASON,
        "reasons": GLASS_REASONS,
        "cleared": cleared_names(vars(request)["organisation"], today=clock.now().date()),
    }
    return render(request, "inbox/closed.html", context, status=403)
