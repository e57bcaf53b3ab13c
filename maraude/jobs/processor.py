"""The ordered processor: claims conversations, reads their envelopes, calls the actions of one tenant at a time."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

from django.db import DatabaseError

from maraude.apps.inbox.actions.receive_arrivals import receive_arrivals
from maraude.apps.ingest.actions.claim_conversations import Claim, claim_conversations
from maraude.apps.ingest.actions.finish_items import finish_items, put_back
from maraude.apps.ingest.queries.pending import pending_envelopes
from maraude.apps.tenancy.context import prefer_indexes, tenant
from maraude.jobs.arrivals import OrganisationReader
from maraude.jobs.danger import call_for_help
from maraude.jobs.unreadable import set_aside
from maraude.lib import clock
from maraude.understanding.pipeline import Pipeline

BATCH = 200
PER_CONVERSATION = 50
MOST_ATTEMPTS = 5
_RETRY_S = (0.2, 1, 5, 15)

log = logging.getLogger("maraude.processor")


def process_waiting(*, pipeline: Pipeline, batch: int = BATCH) -> int:
    """Process what waits, most urgent conversations first; return how many envelopes were finished."""
    claims = sorted(claim_conversations(limit=batch), key=lambda claim: (claim.org_id, claim.envelope_id))
    done = 0
    for org_id, group in groupby(claims, key=lambda claim: claim.org_id):
        done += _process_organisation(org_id, list(group), pipeline)
    return done


def _process_organisation(org_id: int, claims: Sequence[Claim], pipeline: Pipeline) -> int:
    """First tries go together; a head that already failed or killed a worker goes alone, so that it harms no other."""
    fresh = [claim for claim in claims if claim.attempts == 1]
    done = _try(org_id, fresh, pipeline) if fresh else 0
    for claim in claims:
        if claim.attempts > MOST_ATTEMPTS:
            set_aside(claim)
            done += 1
        elif claim.attempts > 1:
            done += _try(org_id, [claim], pipeline, per_conversation=1)
    return done


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
    with tenant(org_id):
        prefer_indexes()
        envelopes = pending_envelopes(org_id=org_id, claims=claims, per_conversation=per_conversation)
        reader = OrganisationReader.load(org_id=org_id, envelopes=envelopes)
        arrivals = reader.arrivals(envelopes, pipeline)
        received = receive_arrivals(org_id=org_id, arrivals=arrivals)
        call_for_help(org_id=org_id, received=received, at=clock.now())
        finish_items(envelope_ids=[envelope.id for envelope in envelopes])
    return len(envelopes)


def _put_back(org_id: int, claims: Sequence[Claim]) -> None:
    with tenant(org_id):
        for claim in claims:
            put_back(envelope_id=claim.envelope_id, delay_s=_RETRY_S[min(claim.attempts, len(_RETRY_S)) - 1])
