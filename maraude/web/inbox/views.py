"""The inbox pages: a list, a thread, and the gestures of a worker. Each works as a page and as a fragment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.inbox.actions.move_conversation import take_next
from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.conversations import next_waiting
from maraude.apps.safety.actions.handle_alert import see
from maraude.apps.safety.models import Alert
from maraude.web.http import StaffRequest
from maraude.web.inbox.screen import bar_context, list_context, thread_context
from maraude.web.rooms import first_room
from maraude.web.staff import reads_content


def is_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asked for a part of the page."""
    return request.headers.get("HX-Request") == "true"


@require_GET
@reads_content
def folder_page(request: StaffRequest) -> HttpResponse:
    """Show a folder."""
    context = list_context(request)
    if is_fragment(request):
        return render(request, "inbox/_list.html", context)
    return render(request, "inbox/page.html", {**context, **bar_context(request)})


@require_GET
@reads_content
def bar_fragment(request: StaffRequest) -> HttpResponse:
    """Show the alert bar and the folders' counters again."""
    context = {**bar_context(request, beside=_beside(request)), "folder": request.GET.get("folder", "")}
    return render(request, "inbox/_live.html", context)


@require_GET
@reads_content
def conversation_page(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Show a conversation; an alert that was only told becomes seen."""
    see_alert(request, conversation_id)
    try:
        context = thread_context(request, conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error
    if is_fragment(request):
        return render(request, "inbox/_messages.html", context)
    return render(request, "inbox/page.html", {**_around(request, conversation_id), **context})


def see_alert(request: StaffRequest, conversation_id: UUID) -> None:
    """Note that a named person has the open alert of this conversation before their eyes."""
    for alert in Alert.objects.filter(conversation_id=conversation_id, state__in=("raised", "told")):
        see(alert=alert, by_user_id=request.user.id)


def _beside(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("beside", ""))
    except ValueError:
        return None


def _around(request: StaffRequest, conversation_id: UUID) -> dict[str, Any]:
    return {**list_context(request), **bar_context(request, beside=conversation_id)}


@require_POST
@reads_content
def next_person(request: StaffRequest) -> HttpResponse:
    """Open who needs somebody most, and take them."""
    conversation = next_waiting(user_id=request.user.id)
    if conversation is None:
        return redirect("/inbox/")
    take_next(conversation=conversation, by_user_id=request.user.id)
    return redirect("conversation", conversation_id=conversation.id)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the inbox, or to the room of a role without content."""
    return redirect(first_room(getattr(request, "membership", None)))
