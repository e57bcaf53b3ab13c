"""The directory for staff: search, one service, and what was loaded."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from maraude.apps.directory.queries.cards import service_card, service_cards
from maraude.apps.directory.queries.loaded import last_files, last_import_at, source_ages
from maraude.apps.directory.queries.origins import origins_of
from maraude.apps.directory.queries.own_words import gone_on, held_changes, held_service_ids, own_words, state_on
from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.queries.search import MOST, search
from maraude.apps.orgs.models import Role
from maraude.apps.referrals.queries.experience import answering
from maraude.apps.referrals.queries.partners import agreement_with
from maraude.core.directory.opening_hours import read_hours
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.directory.territory import Territory
from maraude.core.need import Need
from maraude.core.orientation.card_text import phone_text, week_text
from maraude.core.orientation.words import note_text, side
from maraude.lib import clock
from maraude.web.directory.box import show
from maraude.web.directory.map_drawing import draw_map
from maraude.web.directory.official_files import OFFICIAL_FILES
from maraude.web.http import StaffRequest
from maraude.web.staff import reads_content

_LONGEST = 100
_OLD_DAYS = 730


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
    found = [one for one in found if one.offer.id in cards]
    words = own_words(service_ids=cards)
    points = [
        (rank, one.offer.lat, one.offer.lon)
        for rank, one in enumerate(found, start=1)
        if one.offer.lat is not None and one.offer.lon is not None and one.offer.is_in_person
    ]
    context = {
        "q": text,
        "place": said,
        "need": need,
        "needs": list(Need),
        "asked": bool(text.strip() or need or said.strip()),
        "found": [
            (show(one, cards[one.offer.id], language=language, at=at), state_on(words.get(one.offer.id), at.date()))
            for one in found
        ],
        "map": draw_map(points, centre=_centre(place.territory)),
        "waiting": len(held_service_ids()),
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
    word, today = own_words(service_ids=[service_id]).get(service_id), clock.now().date()
    context = {
        "card": card,
        "kind": side((kind.name_fr, kind.name_en), language) if kind.id else "",
        "hours": week_text(week, language) if week else card.opening_hours,
        "phone": phone_text(card.phone),
        "word": word,
        "state": state_on(word, today),
        "changes": held_changes(service_id=service_id, word=word),
        "origins": origins_of(service_id=service_id, word=word),
        "gone_on": gone_on(service_id=service_id),
        "agreement": agreement_with(card.structure_id, on=today),
        "answering": answering(structure_ids=[card.structure_id], at=clock.now()).get(card.structure_id),
        "structure_id": card.structure_id,
        "may_write": Role(request.membership.role).manages,
        "is_old": card.updated_on is not None and (today - card.updated_on).days > _OLD_DAYS,
    }
    return render(request, "directory/service.html", context)


@require_GET
@reads_content
def changes_page(request: StaffRequest) -> HttpResponse:
    """List what files changed of places that receive minors, until somebody has called."""
    ids = held_service_ids()
    words, cards = own_words(service_ids=ids), service_cards(service_ids=ids)
    waiting = [
        (cards[id_], changes)
        for id_ in ids
        if id_ in cards and (changes := held_changes(service_id=id_, word=words.get(id_)))
    ]
    return render(request, "directory/changes.html", {"waiting": waiting})


def _centre(territory: Territory | None) -> tuple[float, float] | None:
    if territory is None or territory.lat is None or territory.lon is None:
        return None
    return territory.lat, territory.lon


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
