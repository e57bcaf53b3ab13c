from __future__ import annotations

from dataclasses import dataclass

from maraude.apps.orgs.models import Membership, Role, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody a conversation can be given to."""

    id: int
    name: str


def colleagues() -> list[Colleague]:
    """Return who reads conversations in the current organisation, by name."""
    reading = [role.value for role in Role if role.reads_content]
    ids = Membership.objects.filter(is_active=True, role__in=reading).values_list("user_id", flat=True)
    rows = (
        User.objects.filter(id__in=list(ids), is_active=True).order_by("display_name").values_list("id", "display_name")
    )
    return [Colleague(id=user_id, name=name) for user_id, name in rows]
