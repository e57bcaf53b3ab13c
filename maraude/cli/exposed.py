"""The exposure list, inside its association's walls; asking for it is a fact of the audit."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from maraude.apps.audit.actions.record import record
from maraude.apps.orgs.models import Membership, Organisation
from maraude.apps.orgs.queries.organisations import organisation_called
from maraude.apps.privacy.queries.exposure import exposure_of
from maraude.apps.tenancy.context import tenant
from maraude.core.errors import Refused


class NeverAMember(Refused):
    """Nobody with this e-mail ever worked for this association."""

    code = "never_a_member"


class WrongPeriod(Refused):
    """The period must end after it begins."""

    code = "wrong_exposure_period"


def exposed_people(*, slug: str | None, email: str, begins: datetime, ends: datetime) -> dict[str, Any]:
    """Return who was exposed, in JSON values; hours are the association's. Raises `NeverAMember`, `WrongPeriod`."""
    if ends <= begins:
        raise WrongPeriod
    organisation = organisation_called(slug)
    with tenant(organisation.id):
        member = Membership.objects.filter(user__email=email.strip().lower()).first()
        if member is None:
            raise NeverAMember
        zone = ZoneInfo(Organisation.objects.get(id=organisation.id).time_zone)
        period = {"begins": begins.replace(tzinfo=zone), "ends": ends.replace(tzinfo=zone)}
        people = [_shown(asdict(one)) for one in exposure_of(user_id=member.user_id, **period)]
        record(
            org_id=organisation.id,
            actor="cli",
            action="exposure_listed",
            subject_kind="user",
            subject_id=member.user_id,
        )
    return {
        "account": member.user_id,
        "count": len({row["person"] for row in people}),
        "minors": len({row["person"] for row in people if row["is_minor"]}),
        "had_danger": len({row["person"] for row in people if row["had_danger"]}),
        "people": people,
    }


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if isinstance(value, int) else str(value)
