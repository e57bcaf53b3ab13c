"""The second pair of eyes: confirming a request for an account, or ending it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import AccountRequest, LinkKind, Membership, RequestKind
from maraude.core.accounts import opens_at
from maraude.core.errors import Refused


class NotAlone(Refused):
    """Somebody else must confirm: neither who asked nor who it is for."""

    code = "not_alone"


class RequestOver(Refused):
    """This request was already decided."""

    code = "request_over"


@transaction.atomic
def confirm_account(*, request_id: UUID, by_user_id: int, at: datetime) -> AccountRequest:
    """Stand for an account as a second colleague; one already accepted opens now. Raises `NotAlone`, `RequestOver`."""
    request = _open(request_id)
    if request.confirmed_at is not None:
        raise RequestOver
    if by_user_id in {request.asked_by_id, request.user_id}:
        raise NotAlone
    request.confirmed_by_id, request.confirmed_at = by_user_id, at
    request.save(update_fields=["confirmed_by", "confirmed_at"])
    if request.kind == RequestKind.RAISE and request.user_id is not None:
        Membership.objects.filter(user_id=request.user_id, is_active=True).update(role=request.role)
        AccountRequest.objects.filter(id=request.id).update(ended_at=at)
    elif request.user_id is not None:
        opening = opens_at(accepted_at=request.accepted_at, confirmed_at=at)
        Membership.objects.filter(user_id=request.user_id, opens_at__gt=opening).update(opens_at=opening)
    _record(request, by_user_id, "account_confirmed")
    return request


@transaction.atomic
def refuse_account(*, request_id: UUID, by_user_id: int, at: datetime) -> AccountRequest:
    """End a request, and the account it made if it has not opened yet. Raises `RequestOver`."""
    request = _open(request_id)
    AccountRequest.objects.filter(id=request.id).update(ended_at=at)
    revoke_links(kind=LinkKind.INVITE, subject_id=request.id, at=at)
    if request.kind == RequestKind.JOIN and request.user_id is not None:
        Membership.objects.filter(user_id=request.user_id, opens_at__gt=at).update(is_active=False)
    _record(request, by_user_id, "account_refused")
    return request


def _open(request_id: UUID) -> AccountRequest:
    request = AccountRequest.objects.select_for_update().get(id=request_id)
    if request.ended_at is not None:
        raise RequestOver
    return request


def _record(request: AccountRequest, by_user_id: int, action: str) -> None:
    record(
        org_id=request.org_id,
        actor=user_actor(by_user_id),
        action=action,
        subject_kind="account_request",
        subject_id=request.id,
        reason=request.role,
    )
