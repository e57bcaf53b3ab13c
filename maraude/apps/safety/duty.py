"""Who is on duty: an ordered list of people, and hours."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from maraude.apps.orgs.models import DutyPerson, Organisation, User
from maraude.core.duty import within_hours


def people_on_duty(organisation: Organisation, *, at: datetime) -> list[User]:
    """Return the people to call now, in order; nobody outside the duty hours."""
    local = at.astimezone(ZoneInfo(organisation.time_zone))
    if not within_hours(organisation.duty_hours, local=local):
        return []
    order = list(DutyPerson.objects.order_by("position").values_list("user_id", flat=True))
    users = {user.id: user for user in User.objects.filter(id__in=order, is_active=True)}
    return [users[user_id] for user_id in order if user_id in users]
