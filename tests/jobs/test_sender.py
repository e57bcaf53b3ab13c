"""Answers on their way out, to partners who refuse, ask to wait, hang, or lose their own answer (security.md R-07)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from maraude.apps.inbox.actions.record_sending import MOST_ATTEMPTS
from maraude.apps.inbox.actions.send_lines import send_safety_line
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, Message, OutboxItem, OutboxState
from maraude.apps.ingest.models import ChannelAccount
from maraude.jobs import sender
from maraude.jobs.sender import send_waiting
from maraude.lib import safe_http
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.partner import Partner, partner_server
from tests.support.roles import as_role
from tests.support.world import Association

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch) -> Iterator[Partner]:
    monkeypatch.setenv("MARAUDE_ALLOW_PRIVATE_ADDRESSES", "1")
    with partner_server() as server:
        yield server


@pytest.fixture
def answered(lanterne: Association, process: Process, partner: Partner) -> Association:
    """Enzo wrote by a partner who takes answers, and Nour answered."""
    say(lanterne, event("bonjour"))
    process()
    with lanterne.inside():
        ChannelAccount.objects.update(outbound_url=partner.url)
    reply(lanterne, "Bonsoir Enzo")
    return lanterne


def reply(association: Association, text: str, thread: str = "enzo") -> None:
    with association.inside():
        conversation = Conversation.objects.get(id=association.thread(thread))
        send_message(conversation=conversation, text=text, author_id=association.staff["nour"], idempotency_key=text)


def send() -> int:
    with as_role("jobs"):
        return send_waiting()


def time_passes(association: Association) -> None:
    with association.inside():
        OutboxItem.objects.update(not_before=Now(), leased_until=Now())


def item(association: Association) -> OutboxItem:
    with association.inside():
        return OutboxItem.objects.get()


def delivery(association: Association) -> tuple[str, bool]:
    """Return how far the answer got, and whether the conversation waits for a worker."""
    with association.inside():
        return Message.objects.get(direction="out").delivery, Conversation.objects.get().waiting_since is not None


def test_an_answer_leaves_once(answered: Association, partner: Partner) -> None:
    assert [send(), send()] == [1, 0]
    assert partner.texts == ["Bonsoir Enzo"]
    assert delivery(answered) == ("sent", False)


def test_a_partner_who_asks_to_wait_is_waited_for_and_loses_no_try(answered: Association, partner: Partner) -> None:
    partner.mood, partner.headers = 429, {"Retry-After": "120"}
    send()
    row = item(answered)
    with answered.inside():
        late = OutboxItem.objects.filter(not_before__gt=Now() + timedelta(seconds=110)).exists()
    assert (row.state, row.attempts, late, send()) == (OutboxState.QUEUED, 0, True, 0)


def test_a_partner_who_breaks_is_tried_again_then_the_worker_is_told(answered: Association, partner: Partner) -> None:
    partner.mood = 500
    for _ in range(MOST_ATTEMPTS + 2):
        send()
        time_passes(answered)
    assert len(partner.received) == MOST_ATTEMPTS
    assert delivery(answered) == ("failed", True)


def test_a_partner_who_refuses_is_not_tried_again(answered: Association, partner: Partner) -> None:
    partner.mood = 400
    send()
    time_passes(answered)
    assert (send(), delivery(answered)) == (0, ("refused", True))


def test_a_lost_answer_is_shown_as_such_and_never_sent_again(answered: Association, partner: Partner) -> None:
    partner.mood = "lost"
    send()
    time_passes(answered)
    assert (send(), len(partner.received)) == (0, 1)
    assert delivery(answered) == ("ambiguous", True)


@pytest.mark.parametrize("mood", ["hang", "drip"])
def test_a_partner_who_hangs_holds_us_for_seconds_only(
    answered: Association, partner: Partner, mood: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_http, "LONGEST_S", 0.4)
    partner.mood = mood
    send()
    assert delivery(answered) == ("ambiguous", True)


def test_behind_a_slow_partner_nobody_elses_answer_waits(
    answered: Association, process: Process, partner: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_http, "LONGEST_S", 0.3)
    monkeypatch.setattr(sender, "_SLOW_S", 0.2)
    say(answered, *(event(id=f"s{n}", thread=f"s{n}") for n in range(5)))
    process()
    for n in range(5):
        reply(answered, f"réponse {n}", f"s{n}")
    partner.mood = "hang"
    assert send() == 6
    assert len(partner.received) == 1
    with answered.inside():
        assert OutboxItem.objects.filter(state=OutboxState.QUEUED, attempts=0).count() == 5


def test_a_message_that_breaks_the_sender_ends_and_frees_its_conversation(
    answered: Association, partner: Partner
) -> None:
    with answered.inside():
        Message.objects.filter(direction="out").update(sealed_text=b"\x00corrupt")
    reply(answered, "la suite")
    for _ in range(MOST_ATTEMPTS + 3):
        send()
        time_passes(answered)
    assert partner.texts == ["la suite"]
    with answered.inside():
        assert set(Message.objects.filter(direction="out").values_list("delivery", flat=True)) == {"failed", "sent"}


def test_an_answer_to_who_said_stop_meanwhile_does_not_leave(
    answered: Association, process: Process, partner: Partner
) -> None:
    say(answered, event("STOP", id="s", minute=1))
    process()
    send()
    time_passes(answered)
    send()
    with answered.inside():
        ends = list(OutboxItem.objects.order_by("id").values_list("last_error", flat=True))
    assert ends[0] == "no_consent"
    assert [text[:11] for text in partner.texts] == ["C'est noté "]


def test_a_safety_line_passes_before_a_blocked_conversation(answered: Association, partner: Partner) -> None:
    partner.mood = 503
    send()
    partner.mood = 200
    with answered.inside():
        send_safety_line(conversation=Conversation.objects.get(), text="112", idempotency_key="line")
    send()
    assert partner.texts == ["Bonsoir Enzo", "112"]


def test_an_interrupted_send_is_repeated_with_the_same_name(answered: Association, partner: Partner) -> None:
    with as_role("jobs"), connection.cursor() as cursor:
        cursor.execute("UPDATE inbox_outboxitem SET attempts = 1, last_error = 'sending'")
    send()
    with answered.inside():
        assert partner.received[0]["message_id"] == str(Message.objects.get(direction="out").id)
