from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from maraude.apps.orgs.models import Organisation
from maraude.apps.referrals.actions.due_tasks import drop_task, plan_task
from maraude.apps.referrals.models import Referral, TaskKind
from maraude.core.follow_up import asking_hour, checking_hour, reminder_hour
from maraude.core.referral import State

MONTHS = (3, 6)


def plan_words(referral: Referral, *, at: datetime) -> None:
    """Plan what is written to the young person by itself: a reminder, a question after, two checks; or forget it."""
    zone = ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get(id=referral.org_id))
    appointment = _agreed(referral)
    _plan(referral, TaskKind.REMIND, reminder_hour(appointment, at=at, zone=zone) if appointment else None)
    _plan(referral, TaskKind.ASK, asking_hour(appointment, zone=zone) if appointment else None)
    _plan(referral, TaskKind.CHECK, _next_check(referral, at, zone))


def check_months(referral: Referral, *, at: datetime) -> int | None:
    """Return which check has come: the last one whose hour has passed, None when it was answered or none has come."""
    zone = ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get(id=referral.org_id))
    if referral.state != State.ENTERED or referral.entered_at is None:
        return None
    come = [months for months in MONTHS if checking_hour(referral.entered_at, months=months, zone=zone) <= at]
    return come[-1] if come and not getattr(referral, f"still_{come[-1]}m") else None


def _agreed(referral: Referral) -> datetime | None:
    is_agreed = referral.state == State.SLOT_OFFERED and referral.agreed_at is not None
    return referral.appointment_at if is_agreed else None


def _next_check(referral: Referral, at: datetime, zone: ZoneInfo) -> datetime | None:
    if referral.state != State.ENTERED or referral.entered_at is None:
        return None
    hours = [checking_hour(referral.entered_at, months=months, zone=zone) for months in MONTHS]
    return next((hour for hour in hours if hour > at), None)


def _plan(referral: Referral, kind: TaskKind, hour: datetime | None) -> None:
    if hour is None:
        drop_task(referral, kind=kind)
        return
    plan_task(referral, kind=kind, due_at=hour)
