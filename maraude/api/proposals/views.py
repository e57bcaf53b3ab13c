"""Proposals for a conversation: the answer of `match` for what its thread says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere, WrongRequest
from maraude.api.edge.inputs import read_choice
from maraude.api.edge.route import Call
from maraude.apps.directory.answer import answer_of
from maraude.apps.directory.queries.thread_proposals import thread_proposals
from maraude.apps.directory.request import MOST
from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.thread import thread
from maraude.apps.referrals.queries.experience import experiences
from maraude.core.orientation.experience import reorder
from maraude.lib import clock

_LIMIT = 10


class Language(StrEnum):
    """Languages of the sentences."""

    FRENCH = "fr"
    ENGLISH = "en"


def list_proposals(call: Call) -> Answer:
    """Return safety lines, proposals and notes."""
    language, limit, at = read_choice(call.query, "language", default=Language.FRENCH), _limit(call.query), clock.now()
    try:
        view = thread(conversation_id=call.subject_id, user_id=None)
    except Conversation.DoesNotExist as error:
        raise NotHere from error
    found = thread_proposals(conversation=view.conversation, messages=view.messages, at=at, limit=limit)
    experience = experiences(
        structure_ids={one.offer.structure_id for one in found.matching.proposals}, needs=found.profile.needs, at=at
    )
    ordered = tuple(reorder(found.matching.proposals, experience, found.profile))
    return Answer(body=answer_of(replace(found.matching, proposals=ordered), at=at, language=language))


def _limit(query: Mapping[str, str]) -> int:
    text = query.get("limit", str(_LIMIT))
    if not text.isdecimal() or not 1 <= int(text) <= MOST:
        raise WrongRequest(f"`limit` must be a whole number from 1 to {MOST}.")
    return int(text)
