from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Coalesce, Now

from maraude.apps.inbox.actions.claim_outbox import LEASE_S, OutboxClaim
from maraude.apps.inbox.actions.follow_path import follow_path
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Delivery, Message, OutboxItem, OutboxState, Status
from maraude.core.channel import SendResult, SendStatus

MOST_ATTEMPTS = 8
_LONGEST_WAIT_S = 600

_ENDS = {
    SendStatus.SENT: (OutboxState.DONE, Delivery.SENT),
    SendStatus.REFUSED: (OutboxState.REFUSED, Delivery.REFUSED),
    SendStatus.AMBIGUOUS: (OutboxState.AMBIGUOUS, Delivery.AMBIGUOUS),
}

_NOT_ARRIVED = {Delivery.FAILED, Delivery.AMBIGUOUS, Delivery.REFUSED}
_REPORTED = (Delivery.DELIVERED, Delivery.READ, Delivery.FAILED)
_NOBODY_CAN_HELP = {"gone", "no_consent"}  # taken back, erased, or the person asked for silence
_WAITS_AGAIN = {
    "waiting_since": Coalesce(F("waiting_since"), Now()),
    "snoozed_until": None,
    "status": Status.OPEN,
    "closed_at": None,
}


def record_sending(*, claim: OutboxClaim, result: SendResult) -> None:
    """Write down how a send ended: done, refused, ambiguous (a person decides), or again later.

    An answer that did not arrive for sure answers nobody: its conversation waits for a worker again.
    """
    if result.status in {SendStatus.FAILED, SendStatus.RATE_LIMITED}:
        _try_again(claim, result)
        return
    state, delivery = _ENDS.get(result.status, (OutboxState.DONE, Delivery.SENT))
    _end(claim, state, delivery, result.error or "")


def record_part(*, claim: OutboxClaim, provider_ids: Sequence[str]) -> None:
    """Write down that the platform took one more part: whatever comes next, it never leaves again."""
    with transaction.atomic():
        item = OutboxItem.objects.select_for_update().filter(id=claim.id, attempts=claim.attempts).first()
        if item is None:  # its lease ran out
            return
        item.parts_done += 1
        item.provider_ids = [*item.provider_ids, *provider_ids]
        item.save(update_fields=("parts_done", "provider_ids"))
        OutboxItem.objects.filter(id=item.id).update(leased_until=Now() + timedelta(seconds=LEASE_S))


def _try_again(claim: OutboxClaim, result: SendResult) -> None:
    is_rate = result.status == SendStatus.RATE_LIMITED
    if claim.attempts >= MOST_ATTEMPTS and not is_rate:
        _end(claim, OutboxState.FAILED, Delivery.FAILED, result.error or "failed")
        return
    delay_s = result.retry_after_s or min(2.0**claim.attempts, _LONGEST_WAIT_S)
    defer_sending(claim=claim, delay_s=delay_s, reason=result.error or "failed", counts_as_attempt=not is_rate)


def defer_sending(*, claim: OutboxClaim, delay_s: float, reason: str, counts_as_attempt: bool) -> None:
    """Put a send off; a wait that is nobody's fault does not count as an attempt."""
    OutboxItem.objects.filter(id=claim.id, attempts=claim.attempts).update(
        not_before=Now() + timedelta(seconds=delay_s),  # by the database's clock, like every lease
        leased_until=Now(),
        last_error=reason,
        attempts=F("attempts") if counts_as_attempt else F("attempts") - 1,
    )


def _end(claim: OutboxClaim, state: OutboxState, delivery: Delivery, error: str) -> None:
    ended = OutboxItem.objects.filter(id=claim.id, state=OutboxState.QUEUED).update(state=state, last_error=error)
    if not ended:
        return
    if state == OutboxState.DONE:
        _release(claim)
    # a report may come before the end of the call: what is known of the message already stays
    Message.objects.filter(id=claim.message_id).exclude(delivery__in=_REPORTED).update(delivery=delivery)
    again = _WAITS_AGAIN if delivery in _NOT_ARRIVED and error not in _NOBODY_CAN_HELP else {}
    Conversation.objects.filter(id=claim.conversation_id).update(version=F("version") + 1, **again)
    if delivery == Delivery.SENT:
        _follow(claim)
    notify_conversations(org_id=claim.org_id, conversation_ids=[claim.conversation_id])


def _follow(claim: OutboxClaim) -> None:
    answered = Message.objects.filter(id=claim.message_id, author__isnull=False)
    person_id = answered.values_list("person_id", flat=True).first()
    if person_id is not None:
        follow_path(person_id=person_id, conversation_id=claim.conversation_id)


def _release(claim: OutboxClaim) -> None:
    """Number what a polling partner may read; one at a time per account, so that no number appears behind a cursor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(claim.account_id)])
        cursor.execute(
            "UPDATE inbox_outboxitem SET release_number = 1 + coalesce("
            "(SELECT max(release_number) FROM inbox_outboxitem WHERE account_id = %s), 0) WHERE id = %s",
            [claim.account_id, claim.id],
        )
