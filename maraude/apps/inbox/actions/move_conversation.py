"""Gestures on a conversation: take it, hand it over, put it off, close it, open it again. Each leaves an audit fact."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.follow_path import follow_path
from maraude.apps.inbox.actions.undo_send import restore_waiting
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Status
from maraude.apps.orgs.models import Membership
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.actions.take_back_step import take_back_step
from maraude.apps.people.models import Person
from maraude.core.age import MINORS
from maraude.core.errors import Refused
from maraude.core.path import AUTOMATIC, step_of_outcome
from maraude.core.vetting import is_cleared
from maraude.lib import clock

OUTCOMES = ("answered", "follow_up", "oriented", "reoriented", "declined", "no_need", "unreachable", "spam")


class NotAColleague(Refused):
    """This person does not work with you here."""

    code = "not_a_colleague"


class NotCleared(Refused):
    """This person is under 18: give the conversation to a colleague whose attestation was seen."""

    code = "not_cleared"


class UnknownOutcome(Refused):
    """Say where things stand before closing."""

    code = "unknown_outcome"


class DangerOpen(Refused):
    """An alert is open on this conversation: close the alert first, with its reason."""

    code = "danger_open"


def assign(*, conversation: Conversation, to_user_id: int | None, by_user_id: int) -> None:
    """Give the conversation to a colleague, or back to everybody (None). Raises `NotAColleague` or `NotCleared`."""
    if to_user_id is not None:
        check_may_hold(conversation, to_user_id)
    _change(conversation, by_user_id, "assigned" if to_user_id else "handed_back", assigned_to_id=to_user_id)


def check_may_hold(conversation: Conversation, user_id: int) -> None:
    """Raise `NotAColleague`, or `NotCleared` for a minor and somebody whose attestation is not good today."""
    member = Membership.objects.select_related("org").filter(user_id=user_id, is_active=True).first()
    if member is None:
        raise NotAColleague
    cleared = is_cleared(member.vetted_on, months=member.org.vetting_months, today=clock.now().date())
    if not cleared and Person.objects.filter(id=conversation.person_id, age_band__in=MINORS).exists():
        raise NotCleared


def take_next(*, conversation: Conversation, by_user_id: int) -> None:
    """Take a waiting conversation, unless a colleague was quicker."""
    taken = Conversation.objects.filter(id=conversation.id, assigned_to__isnull=True).update(
        assigned_to_id=by_user_id, version=F("version") + 1
    )
    if taken:
        _tell(conversation, by_user_id, "assigned")


def snooze(*, conversation: Conversation, until: datetime, by_user_id: int) -> None:
    """Put the conversation off until `until`; an answer from the young person brings it back at once."""
    _change(conversation, by_user_id, "snoozed", snoozed_until=until)


def close(*, conversation: Conversation, outcome: str, by_user_id: int, at: datetime, has_open_alert: bool) -> None:
    """Close, saying where things stand, and so what step of the path was taken.

    Raises `UnknownOutcome`, or `DangerOpen` while an alert is open.
    """
    if outcome not in OUTCOMES:
        raise UnknownOutcome
    if has_open_alert:
        raise DangerOpen
    _change(
        conversation,
        by_user_id,
        "closed",
        reason=outcome,
        status=Status.CLOSED,
        closed_at=at,
        waiting_since=None,
        snoozed_until=None,
    )
    _say_of_path(conversation, outcome, by_user_id, at)


def _say_of_path(conversation: Conversation, outcome: str, by_user_id: int, at: datetime) -> None:
    if outcome == "spam":  # whoever was answered was not a young person met
        for noticed in AUTOMATIC:
            take_back_step(person_id=conversation.person_id, step=noticed, by_user_id=by_user_id, at=at)
        return
    follow_path(person_id=conversation.person_id, conversation_id=conversation.id)
    step = step_of_outcome(outcome)
    if step is not None:
        record_step(
            person_id=conversation.person_id,
            step=step,
            at=at,
            by_user_id=by_user_id,
            conversation_id=conversation.id,
        )


def reopen(*, conversation: Conversation, by_user_id: int) -> None:
    """Open a closed conversation again, as it was: who waited still waits."""
    _change(conversation, by_user_id, "reopened", status=Status.OPEN, closed_at=None)
    restore_waiting(conversation_id=conversation.id)


def _change(conversation: Conversation, user_id: int, action: str, *, reason: str = "", **values: object) -> None:
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1, **values)
    for name, value in values.items():
        setattr(conversation, name, value)
    _tell(conversation, user_id, action, reason)


def _tell(conversation: Conversation, user_id: int, action: str, reason: str = "") -> None:
    record(
        org_id=conversation.org_id,
        actor=user_actor(user_id),
        action=f"conversation_{action}",
        subject_kind="conversation",
        subject_id=conversation.id,
        reason=reason,
    )
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
