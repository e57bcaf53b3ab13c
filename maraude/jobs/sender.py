"""The outbox sender: claims under a lease, plans, calls the provider outside any transaction, records the end."""

from __future__ import annotations

import logging
from uuid import UUID

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim, claim_outbox
from maraude.apps.inbox.actions.record_sending import MOST_ATTEMPTS, defer_sending, record_sending
from maraude.apps.inbox.actions.take_tokens import take_tokens
from maraude.apps.inbox.queries.outbound import Departure, departure
from maraude.apps.tenancy.context import tenant
from maraude.channels.interface import Defer, Plan, Refuse
from maraude.channels.registry import CHANNELS
from maraude.core.channel import SendResult, SendStatus
from maraude.lib import clock

BATCH = 20
_SLOW_S = 2.0
_SLOW_REST_S = 20.0

log = logging.getLogger("maraude.sender")


def send_waiting(*, batch: int = BATCH) -> int:
    """Send what may leave, safety lines first, each conversation in order; return how many were tried.

    A partner who kept us waiting for nothing is left alone for the rest of the batch: nobody waits behind theirs.
    """
    claims = claim_outbox(limit=batch)
    slow: set[UUID] = set()
    for claim in claims:
        try:
            if claim.account_id in slow:
                _put_off(claim)
            elif _send(claim):
                slow.add(claim.account_id)
        except Exception:  # the outer edge of a job: one message must not stop the others; its lease brings it back
            log.exception("a message could not be sent")
    return len(claims)


def _put_off(claim: OutboxClaim) -> None:
    with tenant(claim.org_id):
        defer_sending(claim=claim, delay_s=_SLOW_REST_S, reason="partner_slow", counts_as_attempt=False)


def _send(claim: OutboxClaim) -> bool:
    """Send one message; say whether the partner kept us waiting and did not take it."""
    with tenant(claim.org_id):
        if claim.attempts > MOST_ATTEMPTS:  # it broke us every time: its author must know
            record_sending(claim=claim, result=SendResult(status=SendStatus.FAILED, error="broken"))
            return False
        leaving = departure(claim)
        if leaving is None:  # taken back, or its person was erased
            record_sending(claim=claim, result=SendResult(status=SendStatus.REFUSED, error="gone"))
            return False
        channel = CHANNELS[leaving.channel]
        if claim.attempts > 1 and claim.was_interrupted and not channel.capabilities.idempotent_send:
            record_sending(claim=claim, result=SendResult(status=SendStatus.AMBIGUOUS, error="interrupted"))
            return False
        wait_s = take_tokens(claim=claim, buckets=channel.capabilities.buckets)
        if wait_s > 0:
            defer_sending(claim=claim, delay_s=wait_s, reason="rate_limited", counts_as_attempt=False)
            return False
        plan = channel.plan(leaving.outbound, state=leaving.state, account=leaving.account)
    begun = clock.monotonic()
    result = _carry_out(plan, leaving)
    is_slow = result.status != SendStatus.SENT and clock.monotonic() - begun > _SLOW_S
    with tenant(claim.org_id):
        if isinstance(plan, Defer):
            delay_s = (plan.until - clock.now()).total_seconds()
            defer_sending(claim=claim, delay_s=max(delay_s, 1), reason=plan.reason, counts_as_attempt=False)
            return False
        record_sending(claim=claim, result=result)
    return is_slow


def _carry_out(plan: Plan, leaving: Departure) -> SendResult:
    if isinstance(plan, Refuse):
        return SendResult(status=SendStatus.REFUSED, error=plan.reason)
    if isinstance(plan, Defer):
        return SendResult(status=SendStatus.RATE_LIMITED)
    provider_ids: list[str] = []
    for request in plan.requests:
        result = CHANNELS[leaving.channel].execute(request)
        if result.status != SendStatus.SENT:
            return result
        provider_ids += result.provider_ids
    return SendResult(status=SendStatus.SENT, provider_ids=tuple(provider_ids))
