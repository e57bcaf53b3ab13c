from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from maraude.apps.inbox.actions.claim_outbox import OutboxClaim
from maraude.apps.inbox.models import Conversation, Message, OutboxItem, OutboxState
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.channels.interface import Account
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, Visibility
from maraude.lib import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A message ready to leave, in clear, for the adapter of its channel."""

    channel: str
    outbound: Outbound
    state: ReplyState
    account: Account


def departure(claim: OutboxClaim) -> Departure | None:
    """Return what a claim sends, or None when it was ended, taken back or erased meanwhile."""
    item = OutboxItem.objects.select_for_update().filter(id=claim.id, attempts=claim.attempts, state=OutboxState.QUEUED)
    message = Message.objects.filter(id=claim.message_id).first() if item.exists() else None
    if message is None:
        return None
    conversation = Conversation.objects.get(id=claim.conversation_id)
    person = Person.objects.get(id=conversation.person_id)
    account = ChannelAccount.objects.get(id=claim.account_id)
    read = partial(read_text, person_keys([person.id]), org_id=claim.org_id, person_id=person.id)
    text = read(message.sealed_text, column="text", row_id=message.id)
    reference = read(conversation.sealed_reference, column="reference", row_id=conversation.id)
    if text is None or reference is None:
        return None
    reply_handle = conversation.sealed_reply_handle
    return Departure(
        channel=conversation.channel,
        outbound=Outbound(
            idempotency_key=claim.idempotency_key,
            message_id=str(message.id),
            conversation_id=str(conversation.id),
            recipient=ConversationRef(id=reference, visibility=Visibility(conversation.visibility)),
            text=text,
            at=clock.now(),
            purpose=Purpose(message.purpose or Purpose.REPLY),
            author="human" if message.author_id or message.purpose == Purpose.GUEST else "rule",
            expires_at=claim.expires_at,
        ),
        state=ReplyState(
            last_inbound_at=conversation.last_inbound_at,
            is_stopped=person.stopped_at is not None,
            reply_handle=(read(reply_handle, column="reply_handle", row_id=conversation.id) or "")
            if reply_handle
            else "",
            answer_until=conversation.answer_until,
        ),
        account=Account(secrets=account_secrets(account), outbound_url=account.outbound_url),
    )
