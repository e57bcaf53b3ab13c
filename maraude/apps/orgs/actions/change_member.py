"""What is decided about a colleague: their role, their vetting, their leaving."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Now

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.models import AccountRequest, DutyPerson, Membership, Organisation, RequestKind, Role
from maraude.core.errors import Refused


class NotYourself(Refused):
    """Somebody else must do this for you."""

    code = "not_yourself"


class LastManager(Refused):
    """Somebody must look after the association: name another person first."""

    code = "last_manager"


class WrongVetting(Refused):
    """Give the date written on the attestation: today or earlier."""

    code = "wrong_vetting"


class UnknownRole(Refused):
    """Choose one of the roles."""

    code = "unknown_role"


@transaction.atomic
def change_role(*, membership: Membership, role: str, by_user_id: int, at: datetime) -> bool:
    """Give a colleague another role: at once when it may do less, else asked for until a second colleague confirms.

    Return whether it is done. Raises `UnknownRole` or `LastManager`.
    """
    if role not in Role.values:
        raise UnknownRole
    if role == membership.role:
        return True
    if Role(role).power > Role(membership.role).power:
        _ask(membership, role, by_user_id, at)
        return False
    if not Role(role).manages:
        _keep_a_manager(membership)
    Membership.objects.filter(id=membership.id).update(role=role)
    _record(membership, by_user_id, "role_changed", role)
    return True


@transaction.atomic
def end_member(*, membership: Membership, by_user_id: int) -> None:
    """End a colleague's work here: no page opens any more, and nobody calls them. Raises `LastManager`."""
    _keep_a_manager(membership)
    Membership.objects.filter(id=membership.id).update(is_active=False)
    DutyPerson.objects.filter(user_id=membership.user_id).delete()
    _record(membership, by_user_id, "member_ended", membership.role)


def note_vetting(*, membership: Membership, seen_on: date | None, by_user_id: int, today: date) -> None:
    """Keep the date of the attestation d'honorabilité that one has seen, of a colleague, never one's own.

    Raises `NotYourself` or `WrongVetting`.
    """
    if membership.user_id == by_user_id:
        raise NotYourself
    if seen_on is None or seen_on > today:
        raise WrongVetting
    Membership.objects.filter(id=membership.id).update(vetted_on=seen_on, vetted_by_id=by_user_id)
    _record(membership, by_user_id, "vetting_noted", seen_on.isoformat())


def _ask(membership: Membership, role: str, by_user_id: int, at: datetime) -> None:
    AccountRequest.objects.filter(user_id=membership.user_id, kind=RequestKind.RAISE, ended_at__isnull=True).update(
        ended_at=at
    )
    request = AccountRequest.objects.create(
        org_id=membership.org_id,
        kind=RequestKind.RAISE,
        email=membership.user.email,
        display_name=membership.user.display_name,
        role=role,
        asked_by_id=by_user_id,
        user_id=membership.user_id,
        created_at=at,
    )
    record(
        org_id=membership.org_id,
        actor=user_actor(by_user_id),
        action="role_asked",
        subject_kind="account_request",
        subject_id=request.id,
        reason=role,
    )


def _keep_a_manager(membership: Membership) -> None:
    Organisation.objects.select_for_update().get(id=membership.org_id)  # one change at a time
    managing = [role.value for role in Role if role.manages]
    others = Membership.objects.filter(is_active=True, role__in=managing).exclude(opens_at__gt=Now())
    if membership.role in managing and not others.exclude(id=membership.id).exists():
        raise LastManager


def _record(membership: Membership, by_user_id: int, action: str, reason: str) -> None:
    record(
        org_id=membership.org_id,
        actor=user_actor(by_user_id),
        action=action,
        subject_kind="user",
        subject_id=membership.user_id,
        reason=reason[:40],
    )
