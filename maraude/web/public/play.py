"""A story to play. The way one took is in the page alone: no account, no cookie, no address, nothing kept."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.outreach.models import Door, GameStory
from maraude.apps.outreach.queries.kit import is_open
from maraude.apps.outreach.queries.stories import told
from maraude.core.story import LONGEST_PATH, longest, play
from maraude.lib import clock
from maraude.web.public.card import drawn_card
from maraude.web.public.language import in_their_language
from maraude.web.public.links import by_link


# A POST, so that no choice is in an address; it changes nothing, and a forgery token would need a cookie.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@in_their_language
@by_link(LinkKind.PLAY)
def play_page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show the scene where the choices led, or the card at the end."""
    row, language = _story(link), translation.get_language() or "fr"
    story, path = told(row.source), _path(request)
    played = play(story, path)
    context = {
        "story_title": story.title[language],
        "scene": played.scene.words[language] if played.scene else "",
        "choices": [choice.words[language] for choice in played.scene.choices] if played.scene else [],
        "end": story.end[language],
        "played": played,
        "path": path[: played.steps],
        "most": max(longest(story), 1),
        "number": played.steps + 1,
        "card": drawn_card(played, title=story.title[language]) if played.scene is None else "",
        "door": _door(row),
        "token": row.code,
        "organisation": Organisation.objects.get(id=link.org_id),
        "language": language,
        "other_language": "en" if language == "fr" else "fr",
    }
    return render(request, "public/play.html", context)


@csrf_exempt
@require_POST
@in_their_language
@by_link(LinkKind.PLAY)
def play_card(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Give the card as a picture to keep or share."""
    story = told(_story(link).source)
    played = play(story, _path(request))
    if played.scene is not None:
        raise Http404
    card = drawn_card(played, title=story.title[translation.get_language() or "fr"])
    response = HttpResponse(card, content_type="image/svg+xml")
    response.headers["Content-Disposition"] = 'attachment; filename="ma-carte.svg"'
    return response


def _story(link: OpenLink) -> GameStory:
    return GameStory.objects.get(id=link.subject_id)


def _path(request: HttpRequest) -> str:
    """Return the way of the form with the choice just made; one step less to go back; nothing but figures."""
    said = request.POST.get("path", "")[: LONGEST_PATH * 2]
    path = "".join(one for one in said if one in "0123456789")[:LONGEST_PATH]
    choice = request.POST.get("choice", "")
    if choice == "back":
        return path[:-1]
    if choice == "again":
        return ""
    return path + choice if len(choice) == 1 and choice in "0123456789" else path


def _door(row: GameStory) -> Door | None:
    """Return the door offered at the end, when it is still open."""
    door = Door.objects.filter(id=row.door_id).first() if row.door_id else None
    return door if door is not None and is_open(door, at=clock.now()) else None
