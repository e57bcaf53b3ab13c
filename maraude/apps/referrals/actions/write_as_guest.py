"""What an adviser writes to a young person, in their own channel, through us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from maraude.apps.inbox.actions.send_message import (
    ContactStopped,
    EmptyMessage,
    PublicPlace,
    TooLong,
    WindowClosed,
    send_guest_words,
)
from maraude.apps.inbox.models import Conversation, OutboxItem
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.invite_adviser import NameNeeded
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.actions.warm_thread import is_warm_now
from maraude.apps.referrals.models import Adviser, Referral, ReferralEvent, WarmWord
from maraude.apps.referrals.vault import read_card, read_words, seal_words
from maraude.core.errors import Refused
from maraude.core.guest_words import LONGEST_GUEST_WORDS, Held, guest_name, labelled, why_held
from maraude.core.referral import Side, State
from maraude.core.safety import RiskLevel
from maraude.core.warm import MOST_GUEST_WORDS, WARM_LASTS
from maraude.lib.ids import uuid7

type Hear = Callable[[str], RiskLevel]
ADVISER = Doer(side=Side.STRUCTURE)
_MARK = " : "  # a name holds letters only: the first one ends it
_WRITTEN = ("warm_word", "warm_held", "warm_not_sent")


class NotWarm(Refused):
    """The young person has not said that you may write here, or it has ended."""

    code = "not_warm"


class EnoughGuestWords(Refused):
    """That is a lot for one day: call the worker."""

    code = "enough_guest_words"


class Went(StrEnum):
    """Where an adviser's words went: to the young person, or to the worker first."""

    SENT = "sent"
    HELD = "held"
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestWords:
    """What an adviser typed; `adviser_id`: an invited colleague, None for the holder of the first link."""

    text: str
    name: str = ""
    adviser_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spoken:
    """Words and whose they are; kept together as « name : words »."""

    name: str
    text: str

    @property
    def kept(self) -> str:
        return f"{self.name}{_MARK}{self.text}"


def write_as_guest(
    *,
    referral: Referral,
    conversation: Conversation,
    words: GuestWords,
    hear: Hear,
    idempotency_key: str,
    at: datetime,
) -> Went:
    """Send an adviser's words, labelled, into the young person's own channel; the same key sends once.

    Words that show danger, hurt, or hold an address wait for a worker. What cannot leave now (a STOP, a closed window)
    is given to the worker, and the adviser learns nothing of the person from it. `hear` screens words as a message
    would be, and raises the alert that they ask for.

    Raises `EmptyMessage`, `TooLong`, `NotWarm`, `NameNeeded` or `EnoughGuestWords`; nothing is written then.
    """
    text = _checked(words.text)
    if not is_warm_now(referral, at=at):
        raise NotWarm
    spoken = _Spoken(name=_name(referral, words, at), text=text)
    key = f"guest-{referral.id}-{idempotency_key}"[:80]
    if OutboxItem.objects.filter(idempotency_key=key).exists():
        return Went.SENT
    if _is_repeated(referral, text, at):
        return Went.HELD
    held = why_held(text, level=hear(text))
    if held is not None:
        _give_to_worker(referral, conversation, spoken, what="warm_held", at=at, is_said=held is Held.DANGER)
        return Went.HELD
    return _send(referral, conversation, spoken, key=key, at=at)


def let_through(
    *, referral: Referral, conversation: Conversation, event_id: UUID, by_user_id: int, at: datetime
) -> None:
    """Send words that waited, as a worker who read them; done twice, they leave once. Raises `NotWarm`."""
    event = ReferralEvent.objects.get(id=event_id, referral_id=referral.id, what__in=("warm_held", "warm_not_sent"))
    key = f"guest-held-{event.id}"
    if OutboxItem.objects.filter(idempotency_key=key).exists():
        return
    if not is_warm_now(referral, at=at):
        raise NotWarm
    keys = person_keys([referral.person_id])
    said = read_words(keys, referral, event.sealed_words, column="event", row_id=event.id)
    name, _mark, text = said.partition(_MARK)
    _put_in_thread(referral, conversation, _Spoken(name=name, text=text), key=key)
    doer = Doer(side=Side.WORKER, user_id=by_user_id)
    add_event(referral, what="warm_let_through", doer=doer, at=at)


def _checked(words: str) -> str:
    text = words.strip()
    if not text:
        raise EmptyMessage
    if len(text) > LONGEST_GUEST_WORDS:
        raise TooLong
    return text


def _name(referral: Referral, words: GuestWords, at: datetime) -> str:
    """Return who speaks; the holder of the first link says it once, and may change it."""
    day = ReferralEvent.objects.filter(referral_id=referral.id, what__in=_WRITTEN, at__gt=at - timedelta(days=1))
    if day.count() >= MOST_GUEST_WORDS:
        raise EnoughGuestWords
    keys = person_keys([referral.person_id])
    if words.adviser_id is not None:
        row = Adviser.objects.get(id=words.adviser_id, referral_id=referral.id)
        return read_words(keys, referral, row.sealed_name, column="adviser", row_id=row.id)
    known = read_words(keys, referral, referral.sealed_called, column="called")
    given = guest_name(words.name) or known
    if not given:
        raise NameNeeded
    if given != known:
        change(referral, state=State(referral.state), at=at, sealed_called=seal_words(referral, given, column="called"))
    return given


def _is_repeated(referral: Referral, text: str, at: datetime) -> bool:
    """Say whether the same words already wait: a page sent twice."""
    keys = person_keys([referral.person_id])
    rows = ReferralEvent.objects.filter(
        referral_id=referral.id, what__in=("warm_held", "warm_not_sent"), at__gt=at - timedelta(hours=1)
    )
    said = (read_words(keys, referral, row.sealed_words, column="event", row_id=row.id) for row in rows)
    return any(one.partition(_MARK)[2] == text for one in said)


def _send(referral: Referral, conversation: Conversation, spoken: _Spoken, *, key: str, at: datetime) -> Went:
    try:
        _put_in_thread(referral, conversation, spoken, key=key)
    except (ContactStopped, PublicPlace, WindowClosed):
        _give_to_worker(referral, conversation, spoken, what="warm_not_sent", at=at)
        return Went.NOT_SENT
    add_event(referral, what="warm_word", doer=ADVISER, at=at)
    change(
        referral,
        state=State(referral.state),
        at=at,
        warm_until=at + WARM_LASTS,
        answered_at=referral.answered_at or at,
    )
    return Went.SENT


def _put_in_thread(referral: Referral, conversation: Conversation, spoken: _Spoken, *, key: str) -> None:
    card = read_card(person_keys([referral.person_id]), referral)
    said = labelled(
        spoken.text,
        name=spoken.name,
        structure=card.structure_name or card.name if card else "",
        kind=card.structure_type if card else "",
        association=Organisation.objects.values_list("name", flat=True).get(id=referral.org_id),
    )
    message = send_guest_words(conversation=conversation, text=said, idempotency_key=key)
    WarmWord.objects.create(
        org_id=referral.org_id,
        id=uuid7(),
        referral_id=referral.id,
        person_id=referral.person_id,
        message_id=message.id,
    )


def _give_to_worker(
    referral: Referral,
    conversation: Conversation,
    spoken: _Spoken,
    *,
    what: str,
    at: datetime,
    is_said: bool = False,
) -> None:
    """Keep words for a worker. `is_said`: they are in the thread already, as a danger."""
    add_event(referral, what=what, doer=ADVISER, at=at, words=spoken.kept)
    say_in_thread(referral, conversation, what=what, doer=ADVISER, at=at, words="" if is_said else spoken.kept)
