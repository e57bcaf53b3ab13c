"""One message on its way out: whether it may leave, and the calls of its channel, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim
from maraude.apps.inbox.actions.record_sending import MOST_ATTEMPTS, record_part
from maraude.apps.inbox.actions.take_tokens import take_tokens
from maraude.apps.inbox.queries.outbound import Departure, departure
from maraude.apps.tenancy.context import tenant
from maraude.channels.interface import Channel, Defer, Refuse, WireRequest
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Bucket, SendResult, SendStatus
from maraude.core.may_leave import why_not
from maraude.lib.faults import fault_point


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """What is left to call, and on which channel."""

    channel: Channel
    requests: tuple[WireRequest, ...]


def decide(claim: OutboxClaim) -> Calls | SendResult:
    """Return the calls to make, or the end of this try when none may be made now. Runs inside the tenant."""
    if claim.attempts > MOST_ATTEMPTS:  # it broke us every time: its author must know
        return SendResult(status=SendStatus.FAILED, error="broken")
    leaving = departure(claim)
    if leaving is None:  # taken back, or its person was erased
        return SendResult(status=SendStatus.REFUSED, error="gone")
    channel = CHANNELS[leaving.channel]
    if claim.attempts > 1 and claim.was_interrupted and not channel.capabilities.idempotent_send:
        return SendResult(status=SendStatus.AMBIGUOUS, error="interrupted")
    refusal = why_not(leaving.outbound, state=leaving.state, capabilities=channel.capabilities)
    if refusal:
        return SendResult(status=SendStatus.REFUSED, error=refusal)
    wait_s = take_tokens(claim=claim, buckets=channel.capabilities.buckets)
    return _later(wait_s, "rate_limited") if wait_s > 0 else _planned(channel, leaving, claim)


def _planned(channel: Channel, leaving: Departure, claim: OutboxClaim) -> Calls | SendResult:
    plan = channel.plan(leaving.outbound, state=leaving.state, account=leaving.account)
    if isinstance(plan, Refuse):
        return SendResult(status=SendStatus.REFUSED, error=plan.reason)
    if isinstance(plan, Defer):
        return _later(max((plan.until - leaving.outbound.at).total_seconds(), 1.0), plan.reason)
    return Calls(channel=channel, requests=plan.requests[claim.parts_done :])


def carry_out(calls: Calls, claim: OutboxClaim) -> SendResult:
    """Make the calls, outside any transaction; what the platform took is written down before the next one leaves."""
    for place, request in enumerate(calls.requests):
        wait_s = _wait_for_next(claim, calls.channel.capabilities.buckets) if place else 0.0
        if wait_s > 0:
            return _later(wait_s, "rate_limited")
        fault_point("sender.before_send")
        result = calls.channel.execute(request)
        fault_point("sender.sent")
        if result.status != SendStatus.SENT:
            return result
        with tenant(claim.org_id, step="sender.part"):
            record_part(claim=claim, provider_ids=result.provider_ids)
    return SendResult(status=SendStatus.SENT)


def _wait_for_next(claim: OutboxClaim, buckets: Iterable[Bucket]) -> float:
    with tenant(claim.org_id):
        return take_tokens(claim=claim, buckets=buckets)


def _later(wait_s: float, reason: str) -> SendResult:
    return SendResult(status=SendStatus.RATE_LIMITED, retry_after_s=wait_s, error=reason)
