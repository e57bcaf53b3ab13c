"""The journal of who opened what: shown to the team, without a word of what was read (security.md S-21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import User
from maraude.apps.people.models import Person

SHOWN = 100
_OPENED = ("conversation_read", "glass_broken", "person_exported")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Somebody opened something."""

    at: datetime
    name: str
    action: str
    reason: str
    conversation_id: UUID | None
    pseudonym: str


def readings_of(conversation_id: UUID) -> list[Reading]:
    """Return who opened a conversation, the latest first."""
    rows = AuditFact.objects.filter(
        subject_kind="conversation", subject_id=str(conversation_id), action__in=_OPENED
    ).order_by("-at")[:SHOWN]
    return _shown(list(rows))


def latest_readings(*, user_id: int | None = None) -> list[Reading]:
    """Return the latest openings of the association, of one colleague when asked."""
    rows = AuditFact.objects.filter(action__in=_OPENED)
    if user_id is not None:
        rows = rows.filter(actor=f"user:{user_id}")
    return _shown(list(rows.order_by("-at")[:SHOWN]))


def _shown(facts: Sequence[AuditFact]) -> list[Reading]:
    ids = {int(fact.actor[5:]) for fact in facts if fact.actor.startswith("user:")}
    names = dict(User.objects.filter(id__in=ids).values_list("id", "display_name"))
    threads = {fact.subject_id for fact in facts if fact.subject_kind == "conversation"}
    people = dict(Conversation.objects.filter(id__in=threads).values_list("id", "person_id"))
    pseudonyms = dict(Person.objects.filter(id__in=set(people.values())).values_list("id", "pseudonym"))
    return [_reading(fact, names, people, pseudonyms) for fact in facts]


def _reading(fact: AuditFact, names: dict[int, str], people: dict[UUID, UUID], pseudonyms: dict[UUID, str]) -> Reading:
    thread = UUID(fact.subject_id) if fact.subject_kind == "conversation" else None
    person = people.get(thread) if thread else UUID(fact.subject_id)
    who = names.get(int(fact.actor[5:]), "") if fact.actor.startswith("user:") else fact.actor
    return Reading(
        at=fact.at,
        name=who,
        action=fact.action,
        reason=fact.reason,
        conversation_id=thread,
        pseudonym=pseudonyms.get(person, "") if person else "",
    )
