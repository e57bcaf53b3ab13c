"""What no adapter may forget: public places, STOP, lateness, and the window of a platform (channels.md §7.5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from maraude.core.channel import (
    Capabilities,
    ConversationRef,
    Outbound,
    Purpose,
    ReceiptLevel,
    ReplyState,
    Visibility,
)
from maraude.core.may_leave import why_not

NOW = datetime(2026, 1, 12, 21, 0, tzinfo=UTC)
DAY = timedelta(days=1)
FREE = Capabilities(channel="x", max_text=1, text_unit="chars", receipt_level=ReceiptLevel.SENT, idempotent_send=False)
GRAPH = Capabilities(
    channel="x",
    max_text=1,
    text_unit="chars",
    receipt_level=ReceiptLevel.SENT,
    idempotent_send=False,
    reply_window_s=86_400,
    human_extension_s=7 * 86_400,
)


def leaving(
    purpose: Purpose = Purpose.REPLY,
    *,
    visibility: Visibility = Visibility.PRIVATE,
    author: str = "human",
    expires_at: datetime | None = None,
) -> Outbound:
    return Outbound(
        idempotency_key="k",
        message_id="m",
        conversation_id="c",
        recipient=ConversationRef(id="enzo", visibility=visibility),
        text="bonsoir",
        at=NOW,
        purpose=purpose,
        author=author,
        expires_at=expires_at,
    )


def heard(ago: timedelta, *, is_stopped: bool = False) -> ReplyState:
    return ReplyState(last_inbound_at=NOW - ago, is_stopped=is_stopped)


@pytest.mark.parametrize("visibility", [Visibility.SEMI, Visibility.PUBLIC])
@pytest.mark.parametrize("purpose", list(Purpose))
def test_where_others_read_only_the_invitation_leaves(purpose: Purpose, visibility: Visibility) -> None:
    reason = why_not(leaving(purpose, visibility=visibility), state=heard(DAY), capabilities=FREE)
    assert reason == ("" if purpose == Purpose.INVITATION else "public_place")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_after_a_stop_only_safety_and_its_own_confirmation_leave(purpose: Purpose) -> None:
    reason = why_not(leaving(purpose), state=heard(DAY, is_stopped=True), capabilities=FREE)
    assert reason == ("" if purpose in {Purpose.SAFETY, Purpose.STOP_NOTED} else "no_consent")


@pytest.mark.parametrize(("after", "reason"), [(timedelta(0), ""), (timedelta(seconds=-1), "expired")])
def test_what_comes_too_late_is_dropped(after: timedelta, reason: str) -> None:
    assert why_not(leaving(expires_at=NOW + after), state=heard(DAY), capabilities=FREE) == reason


@pytest.mark.parametrize(
    ("ago", "author", "reason"),
    [
        (DAY - timedelta(seconds=1), "rule", ""),
        (DAY + timedelta(seconds=1), "rule", "window_closed"),
        (DAY + timedelta(seconds=1), "human", ""),
        (7 * DAY, "human", ""),
        (7 * DAY + timedelta(seconds=1), "human", "window_closed"),
    ],
)
def test_the_window_is_longer_for_the_words_of_a_person(ago: timedelta, author: str, reason: str) -> None:
    assert why_not(leaving(author=author), state=heard(ago), capabilities=GRAPH) == reason


def test_on_a_channel_with_a_window_they_write_first() -> None:
    assert why_not(leaving(), state=ReplyState(last_inbound_at=None), capabilities=GRAPH) == "window_closed"
