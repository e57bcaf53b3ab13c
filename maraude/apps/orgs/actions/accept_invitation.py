from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import AccountRequest, LinkKind, Membership, User
from maraude.core.accounts import opens_at
from maraude.core.errors import Refused


class InvitationOver(Refused):
    """This invitation was used, refused or is too old: ask for another."""

    code = "invitation_over"


@transaction.atomic
def accept_invitation(*, request_id: UUID, display_name: str, password: str, at: datetime) -> AccountRequest:
    """Make the account of who was invited; it opens when a second colleague confirmed, or a day later.

    Somebody who already has an account (in another association) keeps their password.
    Raises `InvitationOver`, or `ValidationError` for a weak password.
    """
    request = AccountRequest.objects.select_for_update().filter(id=request_id).first()
    if request is None or request.ended_at is not None or request.accepted_at is not None:
        raise InvitationOver
    user = User.objects.filter(email=request.email).first() or _new_user(request, display_name, password)
    request.user, request.accepted_at = user, at
    request.save(update_fields=["user", "accepted_at"])
    revoke_links(kind=LinkKind.INVITE, subject_id=request.id, at=at)
    Membership.objects.update_or_create(
        org_id=request.org_id,
        user_id=user.id,
        defaults={
            "role": request.role,
            "is_active": True,
            "opens_at": opens_at(accepted_at=at, confirmed_at=request.confirmed_at),
            "vetted_on": None,
            "vetted_by": None,
        },
    )
    record(
        org_id=request.org_id,
        actor=user_actor(user.id),
        action="account_accepted",
        subject_kind="account_request",
        subject_id=request.id,
        reason=request.role,
    )
    return request


def _new_user(request: AccountRequest, display_name: str, password: str) -> User:
    name = display_name.strip()[:80] or request.display_name
    validate_password(password, User(email=request.email, display_name=name))
    return User.objects.create_user(request.email, password, display_name=name)
