from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import AccountRequest, LinkKind, Membership, Role
from maraude.core.accounts import INVITATION_LASTS
from maraude.core.errors import Refused

_LONGEST_NAME = 80


class WrongInvitation(Refused):
    """Give an e-mail address, a name and a role."""

    code = "wrong_invitation"


class AlreadyHere(Refused):
    """This person already works with you here."""

    code = "already_here"


@transaction.atomic
def invite_colleague(
    *, org_id: int, email: str, display_name: str, role: str, by_user_id: int, at: datetime
) -> tuple[AccountRequest, str]:
    """Ask for an account for somebody; return the request and the code of its address, seen this once.

    Good for 72 hours, once, and for this e-mail only; an earlier invitation of the same person ends.
    Raises `WrongInvitation` or `AlreadyHere`.
    """
    email, display_name = email.strip().lower(), display_name.strip()
    _check(email, display_name, role)
    if Membership.objects.filter(user__email=email, is_active=True).exists():
        raise AlreadyHere
    for earlier in AccountRequest.objects.filter(email=email, accepted_at__isnull=True, ended_at__isnull=True):
        revoke_links(kind=LinkKind.INVITE, subject_id=earlier.id, at=at)
        AccountRequest.objects.filter(id=earlier.id).update(ended_at=at)
    request = AccountRequest.objects.create(
        org_id=org_id, email=email, display_name=display_name, role=role, asked_by_id=by_user_id, created_at=at
    )
    code = make_link(org_id=org_id, kind=LinkKind.INVITE, subject_id=request.id, expires_at=at + INVITATION_LASTS)
    record(
        org_id=org_id,
        actor=user_actor(by_user_id),
        action="account_asked",
        subject_kind="account_request",
        subject_id=request.id,
        reason=role,
    )
    return request, code


def _check(email: str, display_name: str, role: str) -> None:
    try:
        validate_email(email)
    except ValidationError as error:
        raise WrongInvitation from error
    if not display_name or len(display_name) > _LONGEST_NAME or role not in Role.values:
        raise WrongInvitation
