"""Requests about data, from the day they come to the day they are answered: never automatic, whoever asks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.privacy.models import RightsRequest
from maraude.core.errors import Refused
from maraude.core.rights import ANSWERS, ASKERS, CHECKS, KINDS, due_on

_LONGEST_REFERENCE = 40


class WrongRequest(Refused):
    """Say who asks, what, and the day it came: today or earlier."""

    code = "wrong_request"


class CheckNeeded(Refused):
    """Say first how you made sure who asks."""

    code = "check_needed"


class RequestAnswered(Refused):
    """This request was already answered."""

    code = "request_answered"


def note_request(
    *,
    org_id: int,
    asker: str,
    kind: str,
    received_on: date | None,
    reference: str,
    by_user_id: int,
    today: date,
) -> RightsRequest:
    """Write a request in the register; it is due in a month. Raises `WrongRequest`."""
    if asker not in ASKERS or kind not in KINDS or received_on is None or received_on > today:
        raise WrongRequest
    request = RightsRequest.objects.create(
        org_id=org_id,
        asker=asker,
        kind=kind,
        received_on=received_on,
        due_on=due_on(received_on),
        reference=reference.strip()[:_LONGEST_REFERENCE],
        noted_by_id=by_user_id,
    )
    _record(request, by_user_id, "request_noted", kind)
    return request


@transaction.atomic
def extend_request(*, request_id: UUID, by_user_id: int, today: date) -> None:
    """Take two months more, said to who asked within the first one. Raises `RequestAnswered` or `WrongRequest`."""
    request = _open(request_id)
    if request.is_extended or today > request.due_on:
        raise WrongRequest
    request.is_extended, request.due_on = True, due_on(request.received_on, is_extended=True)
    request.save(update_fields=["is_extended", "due_on"])
    _record(request, by_user_id, "request_extended", request.kind)


@transaction.atomic
def answer_request(*, request_id: UUID, check: str, answer: str, by_user_id: int, at: datetime) -> None:
    """Write how it was made sure who asks, and what was answered. Raises `CheckNeeded` or `RequestAnswered`.

    Somebody whose identity could not be checked is given nothing.
    """
    request = _open(request_id)
    if check not in CHECKS or answer not in ANSWERS:
        raise CheckNeeded
    if check == "check_impossible" and answer in {"answer_done", "answer_part"}:
        raise CheckNeeded
    request.identity_check, request.answer = check, answer
    request.decided_by_id, request.decided_at = by_user_id, at
    request.save(update_fields=["identity_check", "answer", "decided_by", "decided_at"])
    _record(request, by_user_id, "request_answered", answer)


def _open(request_id: UUID) -> RightsRequest:
    request = RightsRequest.objects.select_for_update().get(id=request_id)
    if request.answer:
        raise RequestAnswered
    return request


def _record(request: RightsRequest, by_user_id: int, action: str, reason: str) -> None:
    record(
        org_id=request.org_id,
        actor=user_actor(by_user_id),
        action=action,
        subject_kind="rights_request",
        subject_id=request.id,
        reason=reason,
    )
