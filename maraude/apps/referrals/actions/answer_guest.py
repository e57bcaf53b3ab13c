"""What goes back to an adviser of a warm thread: the young person's own answer, or a message a worker passes on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.inbox.actions.send_message import EmptyMessage, TooLong
from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.actions.warm_thread import is_warm_now
from maraude.apps.referrals.actions.write_as_guest import Hear, NotWarm
from maraude.apps.referrals.models import Referral, WarmWord
from maraude.core.guest_words import LONGEST_GUEST_WORDS
from maraude.core.referral import Side, State
from maraude.core.safety import RiskLevel
from maraude.core.warm import WARM_LASTS
from maraude.lib.ids import uuid7


def answer_guest(*, referral: Referral, conversation: Conversation, words: str, hear: Hear, at: datetime) -> None:
    """Write the young person's answer, typed on their own page; `hear` screens it as a message would be.

    Raises `EmptyMessage`, `TooLong` or `NotWarm`; nothing is written then.
    """
    text = words.strip()
    if not text:
        raise EmptyMessage
    if len(text) > LONGEST_GUEST_WORDS:
        raise TooLong
    _go_on(referral, at)
    doer = Doer(side=Side.PERSON)
    add_event(referral, what="warm_answer", doer=doer, at=at, words=text)
    if hear(text) is RiskLevel.NONE:
        say_in_thread(referral, conversation, what="warm_answer", doer=doer, at=at, words=text)


def pass_on(*, referral: Referral, conversation: Conversation, message_id: UUID, by_user_id: int, at: datetime) -> None:
    """Show one message of the young person to the advisers: never another, never one from before they agreed.

    Passed on twice, it is once. Raises `NotWarm`, or `Message.DoesNotExist` for a message that is not to be passed on.
    """
    _go_on(referral, at)
    message = Message.objects.get(
        id=message_id,
        conversation_id=conversation.id,
        direction=Direction.IN,
        deleted_at__isnull=True,
        received_at__gte=referral.warm_since,
    )
    _word, is_new = WarmWord.objects.get_or_create(
        org_id=referral.org_id,
        referral_id=referral.id,
        message_id=message.id,
        defaults={"id": uuid7(), "person_id": referral.person_id},
    )
    if is_new:
        add_event(referral, what="warm_passed", doer=Doer(side=Side.WORKER, user_id=by_user_id), at=at)


def _go_on(referral: Referral, at: datetime) -> None:
    if not is_warm_now(referral, at=at):
        raise NotWarm
    change(referral, state=State(referral.state), at=at, warm_until=at + WARM_LASTS)
