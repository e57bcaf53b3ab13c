from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from maraude.apps.orgs.models import AccountRequest, Membership, Organisation, Role
from maraude.core.vetting import good_until


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A colleague as those who run the association see them."""

    id: UUID
    user_id: int
    name: str
    email: str
    role: str
    opens_at: datetime | None
    vetted_on: date | None
    vetted_by: str
    good_until: date | None


def members(organisation: Organisation) -> list[Member]:
    """Return everybody who works here, by name, in one query."""
    rows = Membership.objects.filter(is_active=True).select_related("user", "vetted_by").order_by("user__display_name")
    return [
        Member(
            id=row.id,
            user_id=row.user_id,
            name=row.user.display_name,
            email=row.user.email,
            role=row.role,
            opens_at=row.opens_at,
            vetted_on=row.vetted_on,
            vetted_by=row.vetted_by.display_name if row.vetted_by else "",
            good_until=good_until(row.vetted_on, months=organisation.vetting_months),
        )
        for row in rows
    ]


def waiting_requests(*, at: datetime) -> Sequence[AccountRequest]:
    """Return the requests that somebody may still confirm or end: not accepted, or accepted and not open yet."""
    rows = AccountRequest.objects.filter(ended_at__isnull=True).select_related("asked_by", "confirmed_by", "user")
    not_open = set(Membership.objects.filter(is_active=True, opens_at__gt=at).values_list("user_id", flat=True))
    return [row for row in rows.order_by("created_at") if row.accepted_at is None or row.user_id in not_open]


def managers_to_tell(*, except_user_id: int | None = None) -> list[tuple[str, str]]:
    """Return the e-mail and the language of everybody who looks after the association, but one."""
    managing = [role.value for role in Role if role.manages]
    rows = Membership.objects.filter(is_active=True, role__in=managing, user__is_active=True)
    if except_user_id is not None:
        rows = rows.exclude(user_id=except_user_id)
    return list(rows.order_by("created_at").values_list("user__email", "user__language"))


def cleared_names(organisation: Organisation, *, today: date) -> list[str]:
    """Return the names of those who read conversations with minors today."""
    reading = [one for one in members(organisation) if Role(one.role).reads_content]
    return [one.name for one in reading if one.good_until is not None and today <= one.good_until]
