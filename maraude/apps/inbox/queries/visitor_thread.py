"""A thread as its young person reads it on our page: their words and our answers, nothing of what we made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.inbox.models import Conversation, Delivery, Direction, Message
from maraude.apps.ingest.queries.waiting import waiting_count, waiting_events
from maraude.apps.orgs.models import Membership, User
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.core.channel import EventKind
from maraude.core.stop import is_stop

SHOWN = 60
_LEFT = (Delivery.SENT, Delivery.DELIVERED, Delivery.READ)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message. `mark` names it on the page, the same before and after it is processed; `name` is of ours only."""

    mark: str
    is_theirs: bool
    text: str
    at: datetime
    name: str = ""
    is_safety_line: bool = False
    to_mark_delivered: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Who answers: a first name, and the key of the word for their role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorThread:
    """What one sitting may read. `version` grows with the thread; `hides_earlier` when more was said before."""

    person_id: UUID | None
    messages: Sequence[Said]
    answerer: Answerer | None
    hides_earlier: bool
    is_stopped: bool
    version: str

    @property
    def awaits_answer(self) -> bool:
        """Say whether the last word is theirs."""
        return bool(self.messages) and self.messages[-1].is_theirs


def thread_version(conversation_id: UUID) -> str:
    """Return what changes whenever something visible moves in the thread, in two queries."""
    version = Conversation.objects.filter(id=conversation_id).values_list("version", flat=True).first()
    return f"{version or 0}.{waiting_count(conversation_id)}"


def visitor_thread(*, conversation_id: UUID, since: datetime) -> VisitorThread:
    """Return the end of a thread, what waits to be processed included; before `since` nothing is shown."""
    conversation = Conversation.objects.filter(id=conversation_id).first()
    waiting = waiting_events(conversation_id)
    said, authors, hides = _processed(conversation_id, since)
    known = {one.mark for one in said}
    for event, at in waiting:
        mark = _mark(event.event_id)
        if event.kind == EventKind.MESSAGE and at >= since and mark not in known:
            said.append(Said(mark=mark, is_theirs=True, text=event.content.text, at=at))
    stopped_at = None
    if conversation is not None:
        stopped_at = Person.objects.filter(id=conversation.person_id).values_list("stopped_at", flat=True).first()
    last = [e for e, _ in waiting if e.kind in {EventKind.MESSAGE, EventKind.CONSENT_SIGNAL}][-1:]
    is_stopped = bool(stopped_at) if not last else last[0].kind != EventKind.MESSAGE or is_stop(last[0].content.text)
    return VisitorThread(
        person_id=conversation.person_id if conversation is not None else None,
        messages=said,
        answerer=_answerer(authors),
        hides_earlier=hides,
        is_stopped=is_stopped,
        version=f"{conversation.version if conversation else 0}.{waiting_count(conversation_id)}",
    )


def _processed(conversation_id: UUID, since: datetime) -> tuple[list[Said], list[User], bool]:
    shown = Message.objects.filter(conversation_id=conversation_id, deleted_at__isnull=True)
    theirs = shown.filter(direction=Direction.IN)
    ours = shown.filter(direction=Direction.OUT, delivery__in=_LEFT)
    rows = sorted(
        [
            *theirs.filter(received_at__gte=since).order_by("-occurred_at", "-id")[:SHOWN],
            *ours.filter(occurred_at__gte=since).order_by("-occurred_at", "-id")[:SHOWN],
        ],
        key=lambda row: (row.occurred_at, row.id),
    )[-SHOWN:]
    hides = shown.filter(direction__in=(Direction.IN, Direction.OUT), occurred_at__lt=since).exists()
    users = {user.id: user for user in User.objects.filter(id__in={row.author_id for row in rows if row.author_id})}
    keys = person_keys({row.person_id for row in rows})
    said = [one for row in rows if (one := _said(row, keys, users)) is not None]
    return said, [users[row.author_id] for row in rows if row.author_id in users], hides


def _said(row: Message, keys: dict[UUID, bytes], users: dict[int, User]) -> Said | None:
    text = read_text(keys, row.sealed_text, org_id=row.org_id, person_id=row.person_id, column="text", row_id=row.id)
    if text is None:
        return None
    if row.direction == Direction.IN:
        return Said(mark=_mark(row.event_id), is_theirs=True, text=text, at=row.occurred_at)
    author = users.get(row.author_id or 0)
    return Said(
        mark=f"o{row.id.hex}",
        is_theirs=False,
        text=text,
        at=row.occurred_at,
        name=first_name(author.display_name) if author else "",
        is_safety_line=row.purpose == "safety",
        to_mark_delivered=row.id if row.delivery == Delivery.SENT else None,
    )


def _answerer(authors: Sequence[User]) -> Answerer | None:
    if not authors:
        return None
    role = Membership.objects.filter(user_id=authors[-1].id).values_list("role", flat=True).first()
    return Answerer(name=first_name(authors[-1].display_name), role=f"role_{role or 'worker'}")


def first_name(display_name: str) -> str:
    """Return the name a young person reads: the first one only."""
    return display_name.split(maxsplit=1)[0] if display_name.split() else display_name


def _mark(event_id: str) -> str:
    return "i" + hashlib.sha256(event_id.encode()).hexdigest()[:20]
