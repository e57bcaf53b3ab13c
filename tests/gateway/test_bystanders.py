"""Where others read, the words of people who did not address us leave no trace at all (channels.md §7.5, rule 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import Envelope
from maraude.apps.people.models import Identity
from maraude.apps.safety.models import Alert
from maraude.core.channel import EventKind, InboundEvent, Visibility
from tests.support.door import say
from tests.support.events import URGENT, event

PUBLIC = Visibility.PUBLIC
type Process = Callable[[], int]


def public(text: str = "salut", **said: Any) -> InboundEvent:
    return event(text, **{"visibility": PUBLIC, "thread": "stream", "sender": "lina", **said})


def kept(lanterne: Any) -> list[int]:
    with lanterne.inside():
        return [model.objects.count() for model in (Envelope, Message, Identity, Alert)]


@pytest.mark.parametrize("visibility", [Visibility.SEMI, PUBLIC])
@pytest.mark.parametrize("kind", [EventKind.MESSAGE, EventKind.REACTION, EventKind.MEMBER_EVENT, EventKind.UNKNOWN])
def test_what_was_not_said_to_us_is_stored_nowhere(
    lanterne: Any, process: Process, kind: EventKind, visibility: Visibility
) -> None:
    assert say(lanterne, public(URGENT, kind=kind, visibility=visibility)) == 0
    process()
    assert kept(lanterne) == [0, 0, 0, 0]


def test_what_was_said_to_us_is_kept_and_screened(lanterne: Any, process: Process) -> None:
    say(lanterne, public(URGENT, mentions_us=True))
    process()
    assert kept(lanterne) == [1, 1, 1, 1]


@pytest.mark.parametrize("kind", [EventKind.EDIT, EventKind.DELETE])
def test_a_change_of_words_we_do_not_keep_is_not_kept(lanterne: Any, kind: EventKind) -> None:
    assert say(lanterne, public(id="e2", kind=kind, target="e1")) == 0


@pytest.mark.parametrize("processed", [True, False])
def test_who_takes_their_words_to_us_back_is_followed(lanterne: Any, process: Process, processed: bool) -> None:
    say(lanterne, public("@maraude aide", id="e1", mentions_us=True))
    if processed:
        process()
    assert say(lanterne, public("", id="e2", kind=EventKind.DELETE, target="e1", minute=1)) == 1
    process()
    with lanterne.inside():
        assert Message.objects.get(direction="in").deleted_at is not None


def test_in_one_body_only_our_part_is_kept(lanterne: Any) -> None:
    crowd = [public(f"blabla {n}", id=f"b{n}", sender=f"p{n}") for n in range(30)]
    assert (
        say(
            lanterne,
            *crowd,
            public("@maraude", id="m", mentions_us=True),
            public(id="x", target="m", kind=EventKind.EDIT),
        )
        == 2
    )


def test_another_tenants_words_do_not_make_a_change_ours(lanterne: Any, quai: Any, process: Process) -> None:
    say(quai, public("@maraude", id="e1", mentions_us=True))
    process()
    assert say(lanterne, public(id="e2", kind=EventKind.EDIT, target="e1")) == 0


def test_the_answer_is_one_fixed_invitation(lanterne: Any, process: Process) -> None:
    with lanterne.inside():
        open_account(org_id=lanterne.org_id, channel="webchat", name="Chat", actor="test")
    for n in range(3):
        say(lanterne, public(URGENT, id=f"e{n}", mentions_us=True, minute=n))
        process()
    with lanterne.inside():
        sent = Message.objects.filter(direction="out")
        assert [message.purpose for message in sent] == ["invitation"]
        assert Conversation.objects.get().visibility == "public"
        assert OutboxItem.objects.get().expires_at is not None
