"""A message nobody could process: a visible placeholder, an alert, and its conversation goes on (R-05)."""

from __future__ import annotations

import logging

from maraude.apps.inbox.actions.place_unreadable import place_unreadable
from maraude.apps.ingest.actions.claim_conversations import Claim
from maraude.apps.ingest.actions.finish_items import finish_items, suspect_next
from maraude.apps.safety.actions.raise_alert import raise_alert
from maraude.apps.tenancy.context import tenant
from maraude.core.safety import RiskLevel

log = logging.getLogger("maraude.processor")


def set_aside(claim: Claim) -> None:
    """Give up on one envelope after all its attempts: a person is called, since it might have been a cry for help."""
    with tenant(claim.org_id, step="processor.set_aside"):
        if place_unreadable(org_id=claim.org_id, conversation_id=claim.conversation_id, envelope_id=claim.envelope_id):
            raise_alert(
                org_id=claim.org_id,
                conversation_id=claim.conversation_id,
                envelope_id=claim.envelope_id,
                level=RiskLevel.URGENT,
                kinds=(),
                rules=("house.unreadable",),
                source="house",
            )
        finish_items(envelope_ids=[claim.envelope_id])
        suspect_next(conversation_id=claim.conversation_id)
    log.warning("a message was set aside after %d attempts", claim.attempts - 1)
