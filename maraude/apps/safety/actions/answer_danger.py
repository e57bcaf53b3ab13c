from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maraude.apps.inbox.actions.send_lines import send_safety_line
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Organisation
from maraude.apps.safety.duty import people_on_duty
from maraude.apps.safety.models import Alert, AlertState
from maraude.core.channel import Visibility
from maraude.core.helpline import right_line
from maraude.core.right_line_text import right_line_text
from maraude.core.safety import RiskKind, RiskLevel


def answer_danger(*, org_id: int, conversation_ids: Collection[UUID], at: datetime) -> int:
    """Send the one right line where domain.md asks for it; return how many left. Once per episode.

    At once for immediate, and for urgent when nobody is on duty.
    """
    alerts = Alert.objects.filter(
        conversation_id__in=list(conversation_ids), line_sent_at__isnull=True, level_rank__gte=RiskLevel.URGENT.rank
    ).exclude(state=AlertState.CLOSED)
    sent = 0
    for alert in alerts:
        sent += _answer(org_id, alert, at)
    return sent


def _answer(org_id: int, alert: Alert, at: datetime) -> int:
    organisation = Organisation.objects.get(id=org_id)
    is_immediate = alert.level_rank >= RiskLevel.IMMEDIATE.rank
    if not is_immediate and people_on_duty(organisation, at=at):
        return 0
    conversation = Conversation.objects.filter(id=alert.conversation_id).first()
    if conversation is None or conversation.visibility != Visibility.PRIVATE:
        return 0  # where others read, the invitation to write in private is all we say
    kinds = tuple(RiskKind(kind) for kind in alert.kinds if kind in set(RiskKind))
    local = at.astimezone(ZoneInfo(organisation.time_zone))
    line = right_line(level=list(RiskLevel)[alert.level_rank], kinds=kinds, local=local)
    send_safety_line(
        conversation=conversation, text=right_line_text(line, language="fr"), idempotency_key=f"line-{alert.id}"
    )
    Alert.objects.filter(id=alert.id).update(line_sent_at=at)
    return 1
