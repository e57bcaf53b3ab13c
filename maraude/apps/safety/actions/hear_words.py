from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection
from django.db.models.functions import Greatest

from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.safety.actions.answer_danger import answer_danger
from maraude.core.safety import RiskLevel
from maraude.lib.ids import uuid7
from maraude.understanding.danger import screen

_RAISE = "SELECT doors.raise_own_alert(%s, %s, %s, %s::smallint, %s::text[], %s::text[], %s, %s, %s, %s)"
_SOURCE = "page"


def hear_words(*, conversation: Conversation, text: str, kind: str, at: datetime) -> RiskLevel:
    """Screen words that came by a page and not by a channel, in the transaction that writes them; return the level.

    What shows danger is a line of the thread (`kind`), calls a worker back, and raises an alert as a message would.
    """
    seen = screen(text)
    if seen.level is RiskLevel.NONE:
        return seen.level
    line = write_system_line(conversation=conversation, kind=kind, at=at, text=text, calls_back=True)
    kinds = [risk.value for risk in seen.kinds]
    Message.objects.filter(id=line.id).update(risk_rank=seen.level.rank, risk_kinds=kinds, risk_rules=list(seen.rules))
    known = Conversation.objects.values_list("danger_kinds", flat=True).get(id=conversation.id)
    Conversation.objects.filter(id=conversation.id).update(
        danger_rank=Greatest("danger_rank", seen.level.rank), danger_kinds=sorted({*known, *kinds})
    )
    if seen.level.is_alert:
        _raise(conversation, line, seen.level, kinds, list(seen.rules), is_about_other=seen.about == "other")
        answer_danger(org_id=conversation.org_id, conversation_ids=[conversation.id], at=at)
    return seen.level


def hearing(*, conversation: Conversation, kind: str, at: datetime) -> Callable[[str], RiskLevel]:
    """Return `hear_words` for one conversation, for an action of a room that does not know this one."""
    return lambda text: hear_words(conversation=conversation, text=text, kind=kind, at=at)


def _raise(
    conversation: Conversation,
    line: Message,
    level: RiskLevel,
    kinds: list[str],
    rules: list[str],
    *,
    is_about_other: bool,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _RAISE,
            [uuid7(), conversation.id, line.id, level.rank, kinds, rules, _SOURCE, is_about_other, uuid7(), uuid7()],
        )
