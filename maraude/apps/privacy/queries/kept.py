"""What is kept of a person, in clear, for that person alone: everything but the notes between colleagues, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.inbox.queries.facts import said_facts, thread_needs
from maraude.apps.inbox.queries.thread import ThreadMessage, thread
from maraude.apps.people.models import CodeWord, Identity, Person
from maraude.apps.referrals.queries.referrals import ReferralView, referrals_of_person

MOST_MESSAGES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a person finds on their page."""

    person: Person
    threads: Sequence[Conversation]
    messages: Sequence[ThreadMessage]
    notes: int
    identities: int
    facts: dict[str, Any]
    needs: Sequence[str]
    handovers: Sequence[ReferralView]

    @property
    def theirs(self) -> list[ThreadMessage]:
        """Return what they wrote themselves and did not erase, the latest first."""
        said = [one for one in self.messages if one.direction == Direction.IN and one.deleted_at is None]
        return said[::-1]

    @property
    def doors(self) -> list[str]:
        """Return the doors they came by."""
        return sorted({thread.door for thread in self.threads if thread.door})

    @property
    def channels(self) -> list[str]:
        """Return the channels they write on."""
        return sorted({thread.channel for thread in self.threads})


def person_of_page(subject_id: UUID) -> Person | None:
    """Return whose page an address opens: it names a person, a thread of theirs or their word. None once erased."""
    person = Person.objects.filter(id=subject_id).first()
    if person is None:
        owners = Conversation.objects.filter(id=subject_id).values("person_id")
        words = CodeWord.objects.filter(id=subject_id).values("person_id")
        person = Person.objects.filter(Q(id__in=owners) | Q(id__in=words)).first()
    return person if person is not None and person.erased_at is None else None


def kept_of(person: Person) -> Kept:
    """Return what is kept of a person."""
    threads = list(Conversation.objects.filter(person_id=person.id).order_by("created_at"))
    messages = sorted(
        (
            message
            for one in threads
            for message in thread(conversation_id=one.id, user_id=None, size=MOST_MESSAGES).messages
            if message.direction != Direction.NOTE
        ),
        key=lambda message: message.occurred_at,
    )
    return Kept(
        person=person,
        threads=threads,
        messages=messages,
        notes=Message.objects.filter(person_id=person.id, direction=Direction.NOTE).count(),
        identities=Identity.objects.filter(person_id=person.id).count(),
        facts=said_facts(messages),
        needs=[row["need"] for row in thread_needs(messages)],
        handovers=referrals_of_person(person.id),
    )
