"""What to propose in a thread: needs seen in it, what the person said, and the place a worker chose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from maraude.apps.directory.queries.places import FoundPlace, find_place
from maraude.apps.directory.queries.proposals import proposals
from maraude.apps.directory.queries.sought_places import sought_places
from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.facts import said_facts, thread_needs
from maraude.apps.inbox.queries.thread import ThreadMessage
from maraude.core.directory.profile import Profile, Status
from maraude.core.matching import Matching
from maraude.core.need import Need

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadProposals:
    """Proposals, for whom they were sought, and whether a worker chose the place."""

    profile: Profile
    matching: Matching
    is_place_chosen: bool


def thread_proposals(
    *,
    conversation: Conversation,
    messages: Sequence[ThreadMessage],
    at: datetime,
    limit: int = SHOWN,
) -> ThreadProposals:
    """Return what to propose. Confirmed needs come first; a doubtful one counts for nothing until somebody asked."""
    profile = said_profile(messages, at=at, limit=limit)
    chosen = sought_places(conversation_ids=[conversation.id]).get(conversation.id)
    place = find_place(chosen) if chosen else _said_place(said_facts(messages))
    profile = replace(profile, territory=place.territory)
    return ThreadProposals(
        profile=profile,
        matching=proposals(profile=profile, doubts=place.doubts),
        is_place_chosen=chosen is not None,
    )


def said_profile(messages: Sequence[ThreadMessage], *, at: datetime, limit: int) -> Profile:
    """Return what the thread says of a person, their place left out."""
    facts = said_facts(messages)
    seen = sorted(thread_needs(messages), key=lambda row: row["state"] != "confirmed")
    status = str(facts.get("status") or "")
    return Profile(
        needs=tuple(Need(row["need"]) for row in seen if row["state"] != "doubtful"),
        at=at,
        age=facts.get("age"),
        status=Status(status) if status in Status else Status.UNKNOWN,
        limit=limit,
    )


def _said_place(facts: Mapping[str, Any]) -> FoundPlace:
    place = facts.get("place") or {}
    return find_place(place.get("insee") or place.get("text"))
