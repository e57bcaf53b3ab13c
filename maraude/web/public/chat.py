"""The young person's page: read, and what may be done with one's own thread. Writing goes to the gateway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from maraude.apps.inbox.actions.mark_delivered import mark_delivered
from maraude.apps.inbox.queries.visitor_thread import VisitorThread, thread_version, visitor_thread
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import open_link
from maraude.apps.outreach.actions.ways_back import Reopened, TooManyTries, come_back, make_way_back
from maraude.apps.privacy.actions.erase_person import erase_visitor
from maraude.channels.webchat.visitor import Sitting
from maraude.core.duty import within_hours
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.public.addresses import may_try
from maraude.web.public.language import chosen_language, in_their_language
from maraude.web.public.visit import Visit, by_chat_key
from maraude.web.refusals import sentence

_OWN_PAGE_LASTS = timedelta(hours=1)


# A look is a POST when something is begun, so that no word of it is in an address. The gateway, which alone talks to
# us, checks where it comes from; it changes nothing.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@in_their_language
@by_chat_key
def chat_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the thread of this sitting, and the form, with what was begun still in it."""
    begun = request.POST if request.method == "POST" else {}
    door = _door(visit, request.GET.get("d", "") or begun.get("door", ""))
    return _page(request, visit, draft=begun.get("text", ""), door=door)


@require_GET
@in_their_language
@by_chat_key
def chat_news(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Give the messages again when something moved since `version`; 204 otherwise, 205 when this sitting ended."""
    conversation_id = visit.readable
    if conversation_id is None:
        return HttpResponse(status=205)
    if request.GET.get("version") == thread_version(conversation_id):
        return HttpResponse(status=204)
    return render(request, "public/_messages.html", {"thread": _thread(visit), "organisation": visit.organisation})


@require_POST
@in_their_language
@by_chat_key
def chat_code(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Make the four words that lead back here, and show them this once."""
    conversation_id = visit.readable
    if conversation_id is None or visit.secret is None or visit.sitting is None:
        return _to_page(request, visit)
    words = make_way_back(
        org_id=visit.account.org_id,
        account_id=visit.account.id,
        conversation_id=conversation_id,
        reaches=Reopened(secret=visit.secret, since_ms=visit.sitting.since_ms),
        at=clock.now(),
    )
    return _page(request, visit, code=words)


@require_POST
@in_their_language
@by_chat_key
def chat_mine(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Open, for an hour, the page of what is kept of them; only to a sitting that reads from the beginning."""
    thread = _thread(visit) if visit.reads_all else None
    if thread is None or thread.person_id is None:
        return _to_page(request, visit)
    ends_at = clock.now() + _OWN_PAGE_LASTS
    token = make_link(org_id=visit.account.org_id, kind=LinkKind.ME, subject_id=thread.person_id, expires_at=ends_at)
    return redirect("me", token=token)


@require_http_methods(["GET", "POST"])
@in_their_language
@by_chat_key
def chat_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Come back to one's thread by its four words, from any device."""
    refusal = ""
    if request.method == "POST":
        try:
            return _come_back(request, visit)
        except Refused as error:
            refusal = sentence(error)
    context = {**_around(request, visit), "refusal": refusal}
    return render(request, "public/back.html", context, status=403 if refusal else 200)


def _come_back(request: HttpRequest, visit: Visit) -> HttpResponse:
    if not may_try(request):
        raise TooManyTries
    reopened = come_back(
        org_id=visit.account.org_id,
        account_id=visit.account.id,
        typed=request.POST.get("words", ""),
        at=clock.now(),
    )
    visit.secret = reopened.secret
    response = _to_page(request, visit)
    visit.remember(response)
    visit.sit(response, Sitting(since_ms=reopened.since_ms, seen=int(clock.unix())))
    visit.sitting = None  # the one of before is not to be renewed
    return response


@require_POST
@in_their_language
@by_chat_key
def chat_erase(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Erase everything of this visitor, at once and for good, and leave nothing in the browser."""
    conversation_id = visit.readable
    if conversation_id is None or request.POST.get("sure") != "yes":
        return _to_page(request, visit)
    erase_visitor(org_id=visit.account.org_id, conversation_id=conversation_id, at=clock.now())
    visit.secret = visit.sitting = None
    response = _page(request, visit, is_erased=True)
    visit.forget(response)
    return response


def _page(
    request: HttpRequest, visit: Visit, *, draft: str = "", door: str = "", code: str = "", is_erased: bool = False
) -> HttpResponse:
    context = {
        **_around(request, visit),
        "thread": _thread(visit) if visit.readable else None,
        "draft": draft,
        "door_code": door,
        "code": code,
        "reads_all": visit.reads_all,
        "is_erased": is_erased,
    }
    return render(request, "public/chat.html", context)


def _around(request: HttpRequest, visit: Visit) -> dict[str, Any]:
    """Return what the head and the foot of a chat page show."""
    local = clock.now().astimezone(ZoneInfo(visit.organisation.time_zone))
    return {
        "organisation": visit.organisation,
        "key": visit.account.key,
        "asked_language": chosen_language(request),
        "other_language": "en" if translation.get_language() == "fr" else "fr",
        "is_on_duty": within_hours(visit.organisation.duty_hours, local=local),
    }


def _thread(visit: Visit) -> VisitorThread | None:
    """Return the thread, and note that what it shows of ours has arrived."""
    if (conversation_id := visit.readable) is None:
        return None
    thread = visitor_thread(conversation_id=conversation_id, since=visit.since)
    arrived = [said.to_mark_delivered for said in thread.messages if said.to_mark_delivered]
    mark_delivered(org_id=visit.account.org_id, conversation_id=conversation_id, message_ids=arrived)
    return thread


def _door(visit: Visit, code: str) -> str:
    """Return the code of the door they came by, when it is an open one of this association."""
    link = open_link(code, kind=LinkKind.DOOR) if code else None
    return code if link is not None and link.org_id == visit.account.org_id else ""


def _to_page(request: HttpRequest, visit: Visit) -> HttpResponse:
    language = chosen_language(request)
    return redirect(reverse("chat", args=[visit.account.key]) + (f"?lang={language}" if language else "") + "#end")
