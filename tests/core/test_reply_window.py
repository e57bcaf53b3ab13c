"""Until when one can answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from maraude.core.channel import Capabilities, ReceiptLevel, ReplyState
from maraude.core.reply_window import WindowState, reply_window

WROTE = datetime(2026, 11, 26, 21, tzinfo=UTC)
DAY, WEEK = 86_400, 604_800


def state_after(seconds: int, *, window: int | None = DAY, human: int | None = None) -> WindowState:
    capabilities = Capabilities(
        channel="x",
        max_text=10,
        text_unit="chars",
        receipt_level=ReceiptLevel.SENT,
        idempotent_send=False,
        reply_window_s=window,
        human_extension_s=human,
    )
    at = WROTE + timedelta(seconds=seconds)
    return reply_window(capabilities=capabilities, state=ReplyState(last_inbound_at=WROTE), at=at).state


@pytest.mark.parametrize(
    ("seconds", "human", "expected"),
    [
        (DAY - 1, None, WindowState.OPEN),
        (DAY, None, WindowState.OPEN),
        (DAY + 1, None, WindowState.CLOSED),
        (DAY - 1, WEEK, WindowState.OPEN),
        (DAY + 1, WEEK, WindowState.HUMAN_ONLY),
        (WEEK, WEEK, WindowState.HUMAN_ONLY),
        (WEEK + 1, WEEK, WindowState.CLOSED),
    ],
)
def test_a_window_closes_at_its_second(seconds: int, human: int | None, expected: WindowState) -> None:
    assert state_after(seconds, human=human) == expected


def test_a_channel_without_a_window_is_never_closed() -> None:
    assert state_after(10 * WEEK, window=None) == WindowState.UNLIMITED


@pytest.mark.parametrize(("seconds", "expected"), [(900, WindowState.OPEN), (901, WindowState.CLOSED)])
def test_what_the_last_message_set_comes_before_the_channel(seconds: int, expected: WindowState) -> None:
    capabilities = Capabilities(
        channel="x", max_text=10, text_unit="chars", receipt_level=ReceiptLevel.SENT, idempotent_send=False
    )
    state = ReplyState(last_inbound_at=WROTE, answer_until=WROTE + timedelta(seconds=900))
    found = reply_window(capabilities=capabilities, state=state, at=WROTE + timedelta(seconds=seconds))
    assert found.state == expected
