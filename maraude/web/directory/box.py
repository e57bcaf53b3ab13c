"""The proposals beside a thread: what is shown of each, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from maraude.apps.directory.answer import CriterionShown, criterion_of
from maraude.apps.directory.queries.cards import service_cards
from maraude.apps.directory.queries.thread_proposals import thread_proposals
from maraude.apps.inbox.queries.thread import ThreadView
from maraude.apps.referrals.queries.experience import experiences
from maraude.core.directory.opening_hours import read_hours
from maraude.core.orientation.card_text import phone_text, week_text
from maraude.core.orientation.experience import Experience, reorder
from maraude.core.orientation.reasons import reasons
from maraude.core.orientation.scoring import Scored
from maraude.core.orientation.words import note_text, side
from maraude.core.service import ServiceCard
from maraude.lib import clock
from maraude.web.directory.learnt import learnt

# Said by the page in its own way, or of no use beside a thread.
_UNSAID = frozenset({"no_need", "place_unknown", "age_unknown", "fictional"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One proposal as it is read."""

    card: ServiceCard
    kind: str
    reasons: Sequence[str]
    criteria: Sequence[CriterionShown]
    to_check: bool
    hours: str
    phone: str
    learnt: Sequence[str] = ()  # from what we sent there: how it answers, what came of it


def proposals_context(view: ThreadView) -> dict[str, Any]:
    """Return the proposals of a thread, where they were sought, and what is doubtful."""
    language, at = get_language() or "fr", clock.now()
    found = thread_proposals(conversation=view.conversation, messages=view.messages, at=at)
    experience = experiences(
        structure_ids={one.offer.structure_id for one in found.matching.proposals}, needs=found.profile.needs, at=at
    )
    ordered = reorder(found.matching.proposals, experience, found.profile)
    cards = service_cards(service_ids=[one.offer.id for one in ordered])
    place = found.profile.territory
    return {
        "proposals": [
            show(one, cards[one.offer.id], language=language, at=at, experience=experience)
            for one in ordered
            if one.offer.id in cards
        ],
        "sought_needs": found.profile.needs,
        "sought_place": place.name if place else "",
        "is_place_chosen": found.is_place_chosen,
        "match_notes": [
            note_text(note.code, note.values, language) for note in found.matching.notes if note.code not in _UNSAID
        ],
        "can_propose": _propose_url(view.conversation.id) is not None,
    }


def show(
    one: Scored,
    card: ServiceCard,
    *,
    language: str,
    at: datetime,
    experience: Mapping[str, Experience] | None = None,
) -> Shown:
    """Return a proposal in words."""
    week = read_hours(card.opening_hours)
    return Shown(
        card=card,
        kind=side((one.kind.name_fr, one.kind.name_en), language) if one.kind.id else "",
        reasons=reasons(one, language=language, at=at),
        criteria=[criterion_of(finding, language) for finding in one.eligibility.findings],
        to_check=one.eligibility.verdict == "unknown",
        hours=week_text(week, language) if week else card.opening_hours,
        phone=phone_text(card.phone),
        learnt=learnt(one, experience.get(one.offer.structure_id) if experience else None),
    )


def _propose_url(conversation_id: UUID) -> str | None:
    try:
        return reverse("propose_referral", kwargs={"conversation_id": conversation_id})
    except NoReverseMatch:
        return None
