"""Opening envelopes: decrypt, find who wrote, understand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.queries.thread import recent_texts
from maraude.apps.ingest.queries.pending import PendingEnvelope, envelope_keys
from maraude.apps.orgs.queries.keys import index_key
from maraude.apps.orgs.queries.understanding import caution_of
from maraude.apps.people.actions.meet_people import identity_lookup
from maraude.apps.people.queries.without_ai import lookups_without_ai
from maraude.channels.envelope import open_event
from maraude.core.channel import EventKind, InboundEvent
from maraude.core.safety import RiskLevel
from maraude.lib import crypto
from maraude.lib.faults import fault_point
from maraude.understanding.floor import read_danger_only
from maraude.understanding.pipeline import Pipeline
from maraude.understanding.values import Understanding

_WITH_WORDS = {EventKind.MESSAGE, EventKind.INTERACTION, EventKind.EDIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationReader:
    """What it takes to read one organisation's envelopes."""

    org_id: int
    index_key: bytes
    caution: int
    keys: Mapping[date, bytes]

    @classmethod
    def load(cls, *, org_id: int, envelopes: Sequence[PendingEnvelope]) -> OrganisationReader:
        """Fetch the keys and how careful the association wants the model to be, in three queries."""
        keys = envelope_keys(envelope.key_on for envelope in envelopes)
        return cls(org_id=org_id, index_key=index_key(), caution=caution_of(org_id), keys=keys)

    def arrivals(self, envelopes: Sequence[PendingEnvelope], pipeline: Pipeline) -> list[Arrival]:
        """Return the events in order, understood. Raises `Unreadable` for an envelope that cannot be opened."""
        opened = [(envelope, self._open(envelope)) for envelope in envelopes]
        lookups = [identity_lookup(self.index_key, event.sender) for _, event in opened]
        alone = lookups_without_ai(set(lookups))
        earlier = recent_texts({envelope.conversation_id for envelope in envelopes})
        return [
            self._arrival(envelope, event, lookup, None if lookup in alone else pipeline, earlier)
            for (envelope, event), lookup in zip(opened, lookups, strict=True)
        ]

    def _open(self, envelope: PendingEnvelope) -> InboundEvent:
        key = self.keys.get(envelope.key_on)
        if key is None:
            raise crypto.Unreadable("The key of that day was destroyed before the message was processed.")
        return open_event(key, envelope.sealed_event, org_id=self.org_id, envelope_id=envelope.id, on=envelope.key_on)

    def _arrival(
        self,
        envelope: PendingEnvelope,
        event: InboundEvent,
        lookup: bytes,
        pipeline: Pipeline | None,  # none for who asked for no help from a program
        earlier: dict[UUID, list[str]],
    ) -> Arrival:
        understanding: Understanding | None = None
        if event.kind in _WITH_WORDS and event.content.text:
            said = earlier.setdefault(envelope.conversation_id, [])
            text = event.content.text
            fault_point("processor.reads", text)
            understanding = (
                pipeline.understand(text, previous=said[-3:], caution=self.caution)
                if pipeline
                else read_danger_only(text)
            )
            said.append(event.content.text)
        return Arrival(
            envelope_id=envelope.id,
            account_id=envelope.account_id,
            conversation_id=envelope.conversation_id,
            received_at=envelope.received_at,
            lookup=lookup,
            event=event,
            understanding=understanding,
            screened=RiskLevel(envelope.danger_level),
        )
