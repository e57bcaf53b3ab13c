"""Two small associations and their synthetic young people, made by the real actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from maraude.apps.inbox.actions.receive_arrivals import receive_arrivals
from maraude.apps.inbox.arrival import Arrival
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.orgs.actions.add_member import add_member
from maraude.apps.orgs.actions.create_organisation import create_organisation
from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import Role
from maraude.apps.orgs.queries.keys import index_key
from maraude.apps.people.actions.meet_people import identity_lookup
from maraude.apps.safety.models import Alert
from maraude.apps.tenancy.context import tenant
from maraude.core.channel import Content, ConversationRef, EventKind, IdentityRef, InboundEvent
from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib import clock
from maraude.lib.ids import derived_uuid, uuid7
from maraude.understanding.values import ModelName, NeedDoubt, NeedFound, Risk, Understanding

EVENING = datetime(2026, 11, 23, 19, 0, tzinfo=UTC)
CALM = Risk()
DANGER = Risk(level=RiskLevel.IMMEDIATE, kinds=(RiskKind.SUICIDE,), rules=("suicide.test",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """A tenant: a worker and her token, an integration's token, a partner's account."""

    org_id: int
    worker_id: int
    token: str
    integration: str
    account_id: UUID
    account_key: str
    secret: str


def make_association(slug: str) -> Association:
    org_id = create_organisation(slug=slug, name=slug.title(), actor="test").id
    with tenant(org_id):
        worker_id = join(org_id, f"nour@{slug}.example", Role.WORKER)
        account = open_account(org_id=org_id, channel="generic", name="Borne", actor="test")
        return Association(
            org_id=org_id,
            worker_id=worker_id,
            token=create_token(org_id=org_id, name="Nour", user_id=worker_id, actor="test"),
            integration=create_token(org_id=org_id, name="Borne", user_id=None, actor="test"),
            account_id=account.id,
            account_key=account.key,
            secret=account_secrets(account)["secret"],
        )


def join(org_id: int, email: str, role: Role) -> int:
    with tenant(org_id):
        user = add_member(
            org_id=org_id,
            email=email,
            display_name="Nour",
            role=role,
            password="lampadaire-bleu-42",
            actor="test",
            vetted_on=clock.now().date(),
        )
    return user.id


def needs(*found: Need) -> tuple[NeedFound, ...]:
    return tuple(NeedFound(need=need, score=0.9, evidence=((0, 3),), source="rule") for need in found)


def hear(
    association: Association,
    text: str,
    *,
    thread: str = "enzo",
    event: str = "e0",
    after_min: int = 0,
    found: Sequence[NeedFound] = (),
    doubts: Sequence[NeedDoubt] = (),
    risk: Risk = CALM,
    kind: EventKind = EventKind.MESSAGE,
    target: str | None = None,
) -> UUID:
    """Let a young person write, `after_min` minutes into the evening; return the conversation."""
    said = EVENING + timedelta(minutes=after_min)
    understood = Understanding(
        needs=tuple(found), ask=tuple(doubts), risk=risk, model=ModelName(name="test", version="0")
    )
    event_heard = InboundEvent(
        event_id=event,
        channel="generic",
        kind=kind,
        occurred_at=said,
        conversation=ConversationRef(id=thread),
        sender=IdentityRef(scheme="generic.user", value=thread),
        content=Content(text=text, target=target),
    )
    with tenant(association.org_id):
        key = index_key()
        arrival = Arrival(
            envelope_id=uuid7(),
            account_id=association.account_id,
            conversation_id=derived_uuid(key, str(association.account_id), thread),
            received_at=said,
            lookup=identity_lookup(key, event_heard.sender),
            event=event_heard,
            understanding=understood,
            screened=RiskLevel.NONE,
        )
        receive_arrivals(org_id=association.org_id, arrivals=[arrival])
    return arrival.conversation_id


def alarm(
    association: Association, conversation_id: UUID, *, level: RiskLevel = RiskLevel.URGENT, at_min: int = 0
) -> UUID:
    """Raise an alert as the door does, `at_min` minutes into the evening; return it."""
    with tenant(association.org_id):
        alert = Alert.objects.create(
            org_id=association.org_id,
            conversation_id=conversation_id,
            envelope_id=uuid7(),
            level_rank=level.rank,
            kinds=[RiskKind.SUICIDE.value],
            rules=["suicide.test"],
            raised_at=EVENING + timedelta(minutes=at_min),
        )
    return alert.id
