"""The outbox sender: claims under a lease, plans, calls the provider outside any transaction, records the end."""

from __future__ import annotations

import logging
from uuid import UUID

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim, claim_outbox
from maraude.apps.inbox.actions.record_sending import defer_sending, record_sending
from maraude.apps.tenancy.context import tenant
from maraude.core.channel import SendResult, SendStatus
from maraude.jobs.departing import carry_out, decide
from maraude.lib import clock
from maraude.lib.faults import fault_point

BATCH = 20
_SLOW_S = 2.0
_SLOW_REST_S = 20.0

log = logging.getLogger("maraude.sender")


def send_waiting(*, batch: int = BATCH) -> int:
    """Send what may leave, safety lines first, each conversation in order; return how many were tried.

    A partner who kept us waiting for nothing is left alone for the rest of the batch: nobody waits behind theirs.
    """
    claims = claim_outbox(limit=batch)
    if claims:
        fault_point("sender.claimed")
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
    with tenant(claim.org_id, step="sender.put_off"):
        defer_sending(claim=claim, delay_s=_SLOW_REST_S, reason="partner_slow", counts_as_attempt=False)


def _send(claim: OutboxClaim) -> bool:
    """Send one message; say whether the partner kept us waiting and did not take it."""
    with tenant(claim.org_id, step="sender.decide"):
        decided = decide(claim)
        if isinstance(decided, SendResult):
            record_sending(claim=claim, result=decided)
            return False
    begun = clock.monotonic()
    result = carry_out(decided, claim)
    is_slow = result.status != SendStatus.SENT and clock.monotonic() - begun > _SLOW_S
    with tenant(claim.org_id, step="sender.record"):
        record_sending(claim=claim, result=result)
    return is_slow
