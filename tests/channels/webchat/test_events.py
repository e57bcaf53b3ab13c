from __future__ import annotations

from datetime import UTC, datetime

from maraude.channels.webchat.events import event_id, to_event
from maraude.channels.webchat.submission import Submission
from maraude.core.channel import EventKind

NOW = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)
VISITOR = "f" * 64


def press(text: str = "salut", key: str = "k" * 12, **more: str) -> Submission:
    return Submission(text=text, key=key, **more)  # type: ignore[arg-type]


def test_a_submission_is_a_message_of_its_visitor() -> None:
    event = to_event([press(door="affiche-gare")], visitor=VISITOR, at=NOW)
    assert (event.kind, event.channel, event.content.text) == (EventKind.MESSAGE, "webchat", "salut")
    assert (event.sender.scheme, event.sender.value, event.conversation.id) == ("web.visitor", VISITOR, VISITOR)
    assert event.content.referral is not None
    assert event.content.referral.code == "affiche-gare"


def test_stop_is_a_signal() -> None:
    event = to_event([press("", signal="stop")], visitor=VISITOR, at=NOW)
    assert (event.kind, event.content.signal) == (EventKind.CONSENT_SIGNAL, "stop")


def test_one_press_counts_once_but_a_new_text_under_an_old_key_is_not_lost() -> None:
    assert event_id(press(), visitor=VISITOR) == event_id(press(), visitor=VISITOR)
    assert event_id(press("autre"), visitor=VISITOR) != event_id(press(), visitor=VISITOR)
    assert event_id(press(), visitor="e" * 64) != event_id(press(), visitor=VISITOR)
    assert len(event_id(press(key="k" * 64), visitor=VISITOR)) <= 200


def test_what_was_written_very_fast_becomes_one_message() -> None:
    event = to_event([press("a"), press("b", "l" * 12), press("c", "m" * 12)], visitor=VISITOR, at=NOW)
    assert event.content.text == "a\nb\nc"
