"""The directory for staff: search, one service, and what was loaded."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from maraude.apps.directory.queries.cards import service_card, service_cards
from maraude.apps.directory.queries.loaded import last_files, last_import_at, source_ages
from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.queries.search import MOST, search
from maraude.apps.orgs.models import Role
from maraude.core.directory.opening_hours import read_hours
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.need import Need
from maraude.core.orientation.card_text import phone_text, week_text
from maraude.core.orientation.words import note_text, side
from maraude.lib import clock
from maraude.web.directory.box import show
from maraude.web.directory.official_files import OFFICIAL_FILES
from maraude.web.http import StaffRequest
from maraude.web.staff import reads_content

_LONGEST = 100


@require_GET
@reads_content
def search_page(request: StaffRequest) -> HttpResponse:
    """Search services by words, need and place. Nothing of a person is asked here."""
    language, at = get_language() or "fr", clock.now()
    text, said = request.GET.get("q", "")[:_LONGEST], request.GET.get("place", "")[:_LONGEST]
    wanted = request.GET.get("need", "")
    need = Need(wanted) if wanted in set(Need) else None
    place = find_place(said)
    found = search(text=text, need=need, territory=place.territory, at=at)
    if need is not None:  # among the nearest, what answers best
        found.sort(key=lambda one: -one.score)
    cards = service_cards(service_ids=[one.offer.id for one in found])
    context = {
        "q": text,
        "place": said,
        "need": need,
        "needs": list(Need),
        "asked": bool(text.strip() or need or said.strip()),
        "found": [show(one, cards[one.offer.id], language=language, at=at) for one in found if one.offer.id in cards],
        "most": MOST,
        "doubts": [note_text(note.code, note.values, language) for note in place.doubts],
        "loaded_at": last_import_at(),
    }
    return render(request, "directory/search.html", context)


@require_GET
@reads_content
def service_page(request: StaffRequest, service_id: str) -> HttpResponse:
    """Show one service."""
    card = service_card(service_id=service_id)
    if card is None:
        raise Http404
    language, kind, week = get_language() or "fr", kind_of(card.structure_type), read_hours(card.opening_hours)
    context = {
        "card": card,
        "kind": side((kind.name_fr, kind.name_en), language) if kind.id else "",
        "hours": week_text(week, language) if week else card.opening_hours,
        "phone": phone_text(card.phone),
    }
    return render(request, "directory/service.html", context)


@require_GET
@reads_content
def sources_page(request: StaffRequest) -> HttpResponse:
    """Show what was loaded and how old it is; to administrators, which files to import and how."""
    context = {
        "sources": source_ages(),
        "files": last_files(),
        "official_files": OFFICIAL_FILES,
        "may_import": request.membership.role == Role.ADMINISTRATOR,
    }
    return render(request, "directory/sources.html", context)
