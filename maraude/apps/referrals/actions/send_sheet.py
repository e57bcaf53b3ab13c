from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from maraude.apps.inbox.actions.send_message import EmptyMessage, send_message
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind
from maraude.apps.referrals.actions.move_referral import Doer, apply_gesture
from maraude.apps.referrals.models import Referral
from maraude.core.referral import Gesture, Side

PAGE_LASTS = timedelta(days=60)  # longer than a hand-over waits: the answer is still read on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A sheet proposed to its person, and the address that opens their page, seen this once."""

    message_id: UUID
    person_url: str


def send_sheet(
    *, referral: Referral, conversation: Conversation, text: str, by_user_id: int, idempotency_key: str, at: datetime
) -> Sent:
    """Propose the sheet to the young person: the worker's words and the address of their page, in their own channel.

    Raises `NotPossible`, `EmptyMessage`, `TooLong` or `ContactStopped`; nothing is sent then.
    """
    if not text.strip():
        raise EmptyMessage
    apply_gesture(
        referral=referral,
        conversation=conversation,
        gesture=Gesture.SEND,
        doer=Doer(side=Side.WORKER, user_id=by_user_id),
        at=at,
        proposed_at=at,
    )
    url = person_page(referral.org_id, referral.person_id, at=at)
    message = send_message(
        conversation=conversation,
        text=f"{text.strip()}\n{url}",
        author_id=by_user_id,
        idempotency_key=idempotency_key,
    )
    return Sent(message_id=message.id, person_url=url)


def person_page(org_id: int, person_id: UUID, *, at: datetime) -> str:
    """Return a new address of a person's own page."""
    token = make_link(org_id=org_id, kind=LinkKind.ME, subject_id=person_id, expires_at=at + PAGE_LASTS)
    return f"{settings.PUBLIC_URL}/me/{token}"
