"""What is written to a young person about an appointment: neutral words and one short address, by their own channel."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format

from maraude.apps.inbox.actions.send_lines import send_rule_line
from maraude.apps.inbox.actions.send_message import EmptyMessage, send_message
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Organisation
from maraude.apps.referrals.actions.due_tasks import drop_task, plan_task
from maraude.apps.referrals.actions.move_referral import HOUSE, Doer, add_event, say_in_thread
from maraude.apps.referrals.actions.plan_words import check_months, plan_words
from maraude.apps.referrals.actions.question_page import question_page
from maraude.apps.referrals.models import Referral, TaskKind
from maraude.core.channel import Purpose
from maraude.core.follow_up import waking_hour
from maraude.core.referral import Side, State
from maraude.core.referral_text import asking_text, checking_text, reminder_text


def write_what_is_due(*, referral: Referral, conversation: Conversation, kind: TaskKind, at: datetime) -> bool:
    """Write a reminder or a question whose hour has come; True when it left.

    Nothing leaves in the quiet hours (it is put off to the morning), after a STOP, nor twice for the same hour.
    """
    zone = ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get(id=referral.org_id))
    hour = waking_hour(at, zone=zone)
    if hour > at and kind is not TaskKind.REMIND:
        plan_task(referral, kind=kind, due_at=hour)
        return False
    drop_task(referral, kind=kind)
    left = False
    match kind:
        case TaskKind.REMIND if hour == at:
            left = _remind(referral, conversation, zone, at)
        case TaskKind.ASK:
            left = _ask(referral, conversation, at)
        case TaskKind.CHECK:
            left = _check(referral, conversation, at)
            plan_words(referral, at=at)
    return left


def ask_with_one_touch(
    *, referral: Referral, conversation: Conversation, text: str, by_user_id: int, idempotency_key: str, at: datetime
) -> None:
    """Send a worker's words and the address of the one question: how it went, or another hour after a missed one.

    Raises `EmptyMessage`, `TooLong` or `ContactStopped`; nothing is sent then.
    """
    if not text.strip():
        raise EmptyMessage
    url = question_page(referral.org_id, referral.id, at=at)
    send_message(
        conversation=conversation, text=f"{text.strip()}\n{url}", author_id=by_user_id, idempotency_key=idempotency_key
    )
    what = "offer_another" if referral.state == State.MISSED else "asked"
    add_event(referral, what=what, doer=Doer(side=Side.WORKER, user_id=by_user_id), at=at)


def _remind(referral: Referral, conversation: Conversation, zone: ZoneInfo, at: datetime) -> bool:
    appointment = referral.appointment_at
    is_awaited = referral.state == State.SLOT_OFFERED and referral.agreed_at is not None
    if appointment is None or appointment <= at or not is_awaited:
        return False
    with translation.override("fr"):
        hour = date_format(appointment.astimezone(zone), "l j F, H:i")
    text = reminder_text("fr", hour=hour, url=question_page(referral.org_id, referral.id, at=at))
    mark = appointment.isoformat()
    return _send(referral, conversation, text, what="reminded", mark=mark, at=at, expires_at=appointment)


def _ask(referral: Referral, conversation: Conversation, at: datetime) -> bool:
    appointment = referral.appointment_at
    if appointment is None or appointment > at or referral.state != State.SLOT_OFFERED or referral.person_says:
        return False
    text = asking_text("fr", url=question_page(referral.org_id, referral.id, at=at))
    return _send(referral, conversation, text, what="asked", mark=appointment.isoformat(), at=at)


def _check(referral: Referral, conversation: Conversation, at: datetime) -> bool:
    months = check_months(referral, at=at)
    if months is None:
        return False
    text = checking_text("fr", url=question_page(referral.org_id, referral.id, at=at))
    left = _send(referral, conversation, text, what=f"check_{months}m", mark=f"{months}m", at=at)
    say_in_thread(referral, conversation, what=f"check_{months}m", doer=HOUSE, at=at)
    return left


def _send(
    referral: Referral,
    conversation: Conversation,
    text: str,
    *,
    what: str,
    mark: str,
    at: datetime,
    expires_at: datetime | None = None,
) -> bool:
    sent = send_rule_line(
        conversation=conversation,
        text=text,
        idempotency_key=f"{what}-{referral.id}-{mark}"[:80],
        purpose=Purpose.APPOINTMENT,
        expires_at=expires_at,
    )
    if sent is not None:
        add_event(referral, what=what, doer=HOUSE, at=at)
    return sent is not None
