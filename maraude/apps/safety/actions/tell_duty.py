"""Calling the person on duty: an e-mail without content, then the next person at 2, 5 and 10 minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from maraude.apps.inbox.live import notify_conversations
from maraude.apps.orgs.models import Organisation
from maraude.apps.safety.duty import people_on_duty
from maraude.apps.safety.models import Alert, AlertState, DutyNotice, NoticeState
from maraude.lib.mail import send_mail

ESCALATION_MIN = (2, 5, 10)
_LEASE_S = 30
_UNANSWERED = (AlertState.RAISED, AlertState.TOLD, AlertState.SEEN)

_CLAIM = """
WITH due AS (
    SELECT org_id, id FROM safety_dutynotice
    WHERE state = 'queued' AND leased_until <= statement_timestamp() ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE safety_dutynotice n
SET attempts = n.attempts + 1, leased_until = statement_timestamp() + make_interval(secs => %s)
FROM due WHERE n.org_id = due.org_id AND n.id = due.id
RETURNING n.org_id, n.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClaim:
    """A call to make, held under a lease."""

    org_id: int
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Whom to call and where the alert is read."""

    email: str
    user_id: int
    language: str
    url: str
    alert_id: UUID


def claim_notices(*, limit: int) -> list[NoticeClaim]:
    """Take calls to make, in its own transaction, whatever the organisation."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [limit, _LEASE_S])
        return [NoticeClaim(org_id=row[0], id=row[1]) for row in cursor.fetchall()]


def prepare_call(claim: NoticeClaim, *, at: datetime) -> Call | None:
    """Return whom to call; None when it is no longer needed, or when nobody is on duty yet (it then waits)."""
    notice = DutyNotice.objects.get(id=claim.id)
    alert = Alert.objects.get(id=notice.alert_id)
    if alert.state not in _UNANSWERED:
        DutyNotice.objects.filter(id=notice.id).update(state=NoticeState.SENT, sent_at=at)
        return None
    if notice.step == 0 and alert.escalates_at is None and alert.escalation_step == 0:
        first = notice.created_at + timedelta(minutes=ESCALATION_MIN[0])  # an alert that rises is called afresh
        Alert.objects.filter(id=alert.id).update(escalates_at=first, escalation_step=0)
    people = people_on_duty(Organisation.objects.get(id=claim.org_id), at=at)
    if not people:
        return None
    person = people[notice.step % len(people)]
    url = f"{settings.PUBLIC_URL}/alerts/{alert.id}"
    return Call(email=person.email, user_id=person.id, language=person.language, url=url, alert_id=alert.id)


def make_call(call: Call) -> None:
    """Hand the e-mail to the mail server: a link, no word of what was said. Raises `MailRefused`."""
    with translation.override(call.language):
        send_mail(
            settings.MAIL_URL,
            sender=settings.MAIL_FROM,
            recipient=call.email,
            subject=_("Maraude: someone may be in danger, please open"),
            body=_("A message needs you now. Open it here: %(url)s") % {"url": call.url},
        )


def record_call(claim: NoticeClaim, call: Call, *, at: datetime) -> None:
    """Note that a named person was told."""
    DutyNotice.objects.filter(id=claim.id).update(state=NoticeState.SENT, sent_at=at, user_id=call.user_id)
    told = Alert.objects.filter(id=call.alert_id, state=AlertState.RAISED).update(state=AlertState.TOLD, told_at=at)
    if told:
        alert = Alert.objects.get(id=call.alert_id)
        notify_conversations(org_id=claim.org_id, conversation_ids=[alert.conversation_id], kind="alert")


def escalate(*, at: datetime) -> int:
    """Call the next person for each alert of this organisation that nobody took in time; return how many."""
    due = list(Alert.objects.select_for_update().filter(escalates_at__lte=at, state__in=_UNANSWERED))
    for alert in due:
        step = alert.escalation_step + 1
        DutyNotice.objects.bulk_create(
            [DutyNotice(org_id=alert.org_id, alert_id=alert.id, wave=alert.level_rank, step=step)],
            ignore_conflicts=True,
        )
        Alert.objects.filter(id=alert.id).update(escalation_step=step, escalates_at=_after(alert, step))
    return len(due)


def _after(alert: Alert, step: int) -> datetime | None:
    """Return when the next step is due; counted from the last one, since a rise starts the wave again."""
    if step >= len(ESCALATION_MIN) or alert.escalates_at is None:
        return None
    return alert.escalates_at + timedelta(minutes=ESCALATION_MIN[step] - ESCALATION_MIN[step - 1])
