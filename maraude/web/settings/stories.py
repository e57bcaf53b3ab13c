"""The stories of the association: opened from those that come with Maraude, changed, tried, closed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maraude.apps.orgs.models import Role
from maraude.apps.outreach.actions.keep_story import change_story, end_story, open_story
from maraude.apps.outreach.models import Door, GameStory
from maraude.apps.outreach.queries.stories import shipped, shipped_source, stories
from maraude.core.story import WrongStory
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.outreach_words import story_mistake
from maraude.web.public.addresses import printed_address
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages, reads_content


@require_http_methods(["GET", "POST"])
@reads_content
def story_list(request: StaffRequest) -> HttpResponse:
    """Show the stories; a POST opens one that comes with Maraude."""
    if request.method == "POST":
        if not Role(request.membership.role).manages:
            return render(request, "errors/403.html", status=403)
        source = shipped_source(request.POST.get("shipped", ""))
        if source is None:
            raise Http404
        story = open_story(
            org_id=request.organisation.id, source=source, door_id=_door(request), by_user_id=request.user.id
        )
        return redirect("story", story_id=story.id)
    context = {
        **tabs_context(),
        "rows": stories(),
        "shipped": shipped(),
        "doors": _open_doors(),
        "address": printed_address("/play/"),
        "may_write": Role(request.membership.role).manages,
    }
    return render(request, "settings/stories.html", context)


@require_http_methods(["GET", "POST"])
@manages
def story_page(request: StaffRequest, story_id: UUID) -> HttpResponse:
    """Show a story to change; what cannot be played is refused with its place, and kept in the form."""
    story, mistake = _story(story_id), ""
    source = request.POST.get("source", story.source).replace("\r\n", "\n")
    if request.method == "POST":
        try:
            change_story(story=story, source=source, door_id=_door(request), by_user_id=request.user.id)
        except WrongStory as wrong:
            mistake = story_mistake(wrong)
        else:
            messages.success(request, _("Saved."))
            return redirect("story", story_id=story_id)
    context = {
        **tabs_context(),
        "story": story,
        "source": source,
        "mistake": mistake,
        "doors": _open_doors(),
        "address": printed_address(f"/play/{story.code}"),
    }
    return render(request, "settings/story.html", context)


@require_POST
@manages
def story_end(request: StaffRequest, story_id: UUID) -> HttpResponse:
    """Close a story."""
    end_story(story=_story(story_id), by_user_id=request.user.id, at=clock.now())
    return redirect("stories")


def _story(story_id: UUID) -> GameStory:
    try:
        return GameStory.objects.get(id=story_id)
    except GameStory.DoesNotExist as error:
        raise Http404 from error


def _open_doors() -> list[Door]:
    return list(Door.objects.filter(ended_at__isnull=True).order_by("-created_at")[:100])


def _door(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("door", ""))
    except ValueError:
        return None
