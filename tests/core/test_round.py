from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from maraude.core.round import Mood, WrongLog, dated, read_counts

AT = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_counts_are_read_from_words_or_numbers_and_nothing_is_nought() -> None:
    counts = read_counts({"talked": "3", "refused": 1, "seen": "", "minutes": "45", "mood": "tense"})
    assert (counts.seen, counts.talked, counts.refused, counts.doors, counts.minutes) == (0, 3, 1, 0, 45)
    assert counts.mood is Mood.TENSE
    assert not counts.wants_debrief


@pytest.mark.parametrize(
    "wrong",
    [
        {"talked": "-1"},
        {"talked": "1001"},
        {"talked": "deux"},
        {"talked": 1.5},
        {"talked": True},
        {"talked": "٣"},
        {"talked": "9" * 9},
        {"talked": ["1"]},
        {"minutes": "0"},
        {"minutes": "721"},
        {"minutes": ""},
        {"mood": "sad"},
        {"mood": None},
        {"mood": ["calm"]},
    ],
)
def test_what_cannot_be_right_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(WrongLog):
        read_counts({"minutes": "45", "mood": "calm"} | wrong)


def test_a_telephone_that_is_an_hour_ahead_is_put_right_and_marked() -> None:
    found = dated(noted_at=AT - 2 * HOUR + HOUR, sent_at=AT + HOUR, at=AT)
    assert found.happened_at == AT - 2 * HOUR
    assert (found.clock_off_s, found.is_clock_doubtful, found.is_late) == (3600, True, True)


def test_a_log_that_leaves_at_once_is_neither_late_nor_doubtful() -> None:
    found = dated(noted_at=AT - timedelta(seconds=3), sent_at=AT, at=AT)
    assert (found.is_clock_doubtful, found.is_late) == (False, False)


@pytest.mark.parametrize("noted", [AT + 3 * HOUR, AT - timedelta(days=400), datetime(1970, 1, 1, tzinfo=UTC)])
def test_a_clock_that_jumped_on_the_way_stays_inside_the_bounds(noted: datetime) -> None:
    found = dated(noted_at=noted, sent_at=AT, at=AT)
    assert AT - timedelta(days=14) <= found.happened_at <= AT
    assert found.is_clock_doubtful
