from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.helpline import LINES, right_line
from maraude.core.right_line_text import right_line_text
from maraude.core.safety import RiskKind, RiskLevel, highest

NOON, NIGHT = (datetime(2026, 1, 12, hour, tzinfo=UTC) for hour in (12, 2))
NEUTRAL = [RiskKind.VIOLENCE, RiskKind.SEXUAL_VIOLENCE, RiskKind.EXPLOITATION]
levels = st.sampled_from(list(RiskLevel))


@given(st.lists(levels))
def test_combining_levels_never_lowers_one(found: list[RiskLevel]) -> None:
    assert all(highest(*found).rank >= level.rank for level in found)


@given(st.lists(levels), levels)
def test_one_more_opinion_can_only_raise(found: list[RiskLevel], other: RiskLevel) -> None:
    assert highest(*found, other).rank >= highest(*found).rank


def test_only_urgent_and_immediate_call_somebody() -> None:
    assert [level.value for level in RiskLevel if level.is_alert] == ["urgent", "immediate"]


@given(st.sampled_from([RiskLevel.URGENT, RiskLevel.IMMEDIATE]), st.sets(st.sampled_from(list(RiskKind))), st.times())
def test_the_line_shown_always_answers_at_that_hour(level: RiskLevel, kinds: set[RiskKind], at: time) -> None:
    local = datetime.combine(NOON.date(), at)
    chosen = right_line(level=level, kinds=tuple(sorted(kinds)), local=local)
    assert chosen.is_neutral or (chosen.line is not None and chosen.line.is_open(local))


@pytest.mark.parametrize("kind", NEUTRAL)
@pytest.mark.parametrize("language", ["fr", "en", "xx"])
def test_words_about_violence_name_nothing_another_could_read(kind: RiskKind, language: str) -> None:
    chosen = right_line(level=RiskLevel.URGENT, kinds=(RiskKind.SUICIDE, kind), local=NOON)
    text = right_line_text(chosen, language=language)
    assert "112" in text
    assert "114" in text
    assert not any(word in text.lower() for word in ("violen", "suicid", "3114", "3919", "agress"))


def test_suicide_gets_the_3114_at_any_hour() -> None:
    for local in (NOON, NIGHT):
        line = right_line(level=RiskLevel.URGENT, kinds=(RiskKind.SUICIDE,), local=local).line
        assert line is not None
        assert line.number == "3114"


def test_a_line_that_sleeps_gives_way_to_one_that_answers() -> None:
    kinds = (RiskKind.CYBERBULLYING,)
    chosen = [right_line(level=RiskLevel.URGENT, kinds=kinds, local=at).line for at in (NOON, NIGHT)]
    assert [line.number for line in chosen if line] == ["3018", "3114"]


def test_only_one_line_is_shown() -> None:
    chosen = right_line(level=RiskLevel.URGENT, kinds=(RiskKind.SUICIDE, RiskKind.MEDICAL), local=NOON)
    text = right_line_text(chosen, language="fr")
    assert sum(line.name_fr in text for line in LINES) == 1


def test_danger_now_adds_the_emergency_number() -> None:
    said = [
        right_line_text(right_line(level=level, kinds=(RiskKind.SUICIDE,), local=NOON), language="fr")
        for level in (RiskLevel.URGENT, RiskLevel.IMMEDIATE)
    ]
    assert ["112" in text for text in said] == [False, True]


def test_an_automatic_message_says_it_is_one() -> None:
    for kind in RiskKind:
        chosen = right_line(level=RiskLevel.IMMEDIATE, kinds=(kind,), local=NOON)
        assert "(message automatique)" in right_line_text(chosen, language="fr")


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.number)
def test_a_helpline_is_sourced_and_was_checked(line: object) -> None:
    assert getattr(line, "source", "")
    assert getattr(line, "verified_on", None)
