"""What opens to the current reader: one conversation, or the rows of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.conversations import ConversationRow
from maraude.apps.orgs.models import Membership
from maraude.apps.orgs.reader import Reader, current_reader
from maraude.apps.people.models import Person
from maraude.apps.privacy.models import BrokenGlass
from maraude.apps.safety.models import Alert, AlertState
from maraude.core.access import Verdict, is_shared, verdict
from maraude.core.age import MINORS
from maraude.core.safety import RiskLevel


def access_to(conversation_id: UUID, *, at: datetime) -> Verdict:
    """Say whether a conversation opens to the current reader; an unknown one does, and is not found."""
    reader = current_reader()
    if reader is None or (reader.sees_all and reader.is_cleared):
        return Verdict.OPEN
    row = Conversation.objects.filter(id=conversation_id).values("person_id", "assigned_to_id").first()
    if row is None:
        return Verdict.OPEN
    shared = _shared(reader, row["assigned_to_id"], conversation_id)
    return verdict(
        reads_content=reader.role.reads_content,
        is_minor=_is_minor(row["person_id"]),
        is_cleared=reader.is_cleared,
        is_shared=shared,
        has_reason=not shared and _has_reason(reader, conversation_id, at),
    )


def veiled(rows: Sequence[ConversationRow]) -> list[ConversationRow]:
    """Return the rows of a list with nothing said in those that do not open to the current reader."""
    reader = current_reader()
    if reader is None or (reader.sees_all and reader.is_cleared):
        return list(rows)
    closed: set[UUID] = set()
    if not reader.is_cleared:
        people = {row.person_id for row in rows}
        closed = set(Person.objects.filter(id__in=people, age_band__in=MINORS).values_list("id", flat=True))
    team = _teammates(reader) if not reader.sees_all else set()
    return [
        replace(row, last_text=None, needs=(), is_closed=True)
        if row.person_id in closed or not _is_business(reader, row, team)
        else row
        for row in rows
    ]


def _is_business(reader: Reader, row: ConversationRow, team: set[int]) -> bool:
    return is_shared(
        sees_all=reader.sees_all,
        holder=row.assigned_to_id,
        reader=reader.user_id,
        same_team=row.assigned_to_id in team,
        in_danger=row.danger_rank >= RiskLevel.URGENT.rank,
    )


def _shared(reader: Reader, holder: int | None, conversation_id: UUID) -> bool:
    if is_shared(sees_all=reader.sees_all, holder=holder, reader=reader.user_id, same_team=False, in_danger=False):
        return True
    if holder in _teammates(reader):
        return True
    return Alert.objects.filter(conversation_id=conversation_id).exclude(state=AlertState.CLOSED).exists()


def _teammates(reader: Reader) -> set[int]:
    if reader.team_id is None:
        return set()
    return set(Membership.objects.filter(team_id=reader.team_id, is_active=True).values_list("user_id", flat=True))


def _is_minor(person_id: UUID) -> bool:
    return Person.objects.filter(id=person_id, age_band__in=MINORS).exists()


def _has_reason(reader: Reader, conversation_id: UUID, at: datetime) -> bool:
    return BrokenGlass.objects.filter(
        conversation_id=conversation_id, user_id=reader.user_id, expires_at__gt=at
    ).exists()
