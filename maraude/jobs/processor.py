"""The ordered processor: claims conversations, reads their envelopes, calls the actions of one tenant at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

from django.db import DatabaseError

from maraude.apps.inbox.actions.receive_arrivals import receive_arrivals
from maraude.apps.ingest.actions.claim_conversations import SUSPECT_LEASE_S, Claim, claim_conversations
from maraude.apps.ingest.actions.finish_items import finish_items, put_back, suspect_next
from maraude.apps.ingest.queries.pending import pending_envelopes
from maraude.apps.tenancy.context import prefer_indexes, tenant
from maraude.jobs.arrivals import OrganisationReader
from maraude.jobs.danger import call_for_help
from maraude.jobs.unreadable import set_aside
from maraude.lib import clock
from maraude.lib.faults import fault_point
from maraude.understanding.pipeline import Pipeline

BATCH = 200
PER_CONVERSATION = 50
MOST_ATTEMPTS = 5
_RETRY_S = (0.2, 1, 5, 15)

log = logging.getLogger("maraude.processor")


def process_waiting(*, pipeline: Pipeline, batch: int = BATCH) -> int:
    """Process what waits, most urgent conversations first; return how many envelopes were finished.

    First tries go together. A suspect goes last and alone: if it kills us, it takes nobody with it.
    """
    claims = sorted(claim_conversations(limit=batch), key=lambda claim: (claim.org_id, claim.envelope_id))
    if claims:
        fault_point("processor.claimed")
    done = 0
    for org_id, group in groupby((c for c in claims if not c.is_suspect), key=lambda claim: claim.org_id):
        done += _try(org_id, list(group), pipeline)
    for claim in claims:
        if claim.is_suspect:
            done += _try_alone(claim, pipeline)
    return done


def _try_alone(claim: Claim, pipeline: Pipeline) -> int:
    with tenant(claim.org_id, step="processor.alone"):
        put_back(envelope_id=claim.envelope_id, delay_s=SUSPECT_LEASE_S)
    if claim.attempts <= MOST_ATTEMPTS:
        return _try(claim.org_id, [claim], pipeline, per_conversation=1)
    try:
        set_aside(claim)
    except Exception:  # the outer edge of a job: it comes back, and nobody waits for it meanwhile
        log.exception("a message could not be set aside")
        _put_back(claim.org_id, [claim])
        return 0
    return 1


def _try(org_id: int, claims: Sequence[Claim], pipeline: Pipeline, *, per_conversation: int = PER_CONVERSATION) -> int:
    try:
        return _process(org_id, claims, pipeline, per_conversation)
    except DatabaseError:
        # A lost race or a lost server: nothing was written. Each conversation comes back alone, soon.
        log.warning("a batch of %d conversations was rolled back", len(claims), exc_info=True)
    except Exception:  # the outer edge of a job: a message nobody foresaw must not stop the others
        log.exception("a batch of %d conversations could not be processed", len(claims))
    _put_back(org_id, claims)
    return 0


def _process(org_id: int, claims: Sequence[Claim], pipeline: Pipeline, per_conversation: int) -> int:
    with tenant(org_id, step="processor.work"):
        prefer_indexes()
        envelopes = pending_envelopes(org_id=org_id, claims=claims, per_conversation=per_conversation)
        reader = OrganisationReader.load(org_id=org_id, envelopes=envelopes)
        arrivals = reader.arrivals(envelopes, pipeline)
        received = receive_arrivals(org_id=org_id, arrivals=arrivals)
        call_for_help(org_id=org_id, received=received, at=clock.now())
        finish_items(envelope_ids=[envelope.id for envelope in envelopes])
        for claim in claims:
            if claim.is_suspect:
                suspect_next(conversation_id=claim.conversation_id)
    return len(envelopes)


def _put_back(org_id: int, claims: Sequence[Claim]) -> None:
    with tenant(org_id, step="processor.put_back"):
        for claim in claims:
            put_back(envelope_id=claim.envelope_id, delay_s=_RETRY_S[min(claim.attempts, len(_RETRY_S)) - 1])
