"""Success estimates: shrunk, with an interval, off below a minimum, never removing anything."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.estimate import MINIMUM, Tally, estimate, quantile, share_below
from maraude.core.referral import Reason, State
from maraude.core.standing import Answering, counts_as


@st.composite
def tallies(draw: st.DrawFn, least: int = 0) -> Tally:
    ended = draw(st.integers(least, 5_000))
    return Tally(ended=ended, entered=draw(st.integers(0, ended)))


@given(own=tallies(least=MINIMUM), others=tallies())
def test_an_estimate_lies_in_its_interval_between_its_own_share_and_elsewhere(own: Tally, others: Tally) -> None:
    found = estimate(own=own, others=others)
    assert found is not None
    assert 0 <= found.low <= found.likely <= found.high <= 1
    share = own.entered / own.ended
    assert min(share, found.elsewhere) - 1e-9 <= found.likely <= max(share, found.elsewhere) + 1e-9
    assert 0.95 <= found.weight <= 1.05


@given(own=tallies())
def test_few_hand_overs_say_nothing(own: Tally) -> None:
    assert (estimate(own=own, others=Tally()) is None) == (own.ended < MINIMUM)


@pytest.mark.parametrize(
    ("share", "alpha", "beta", "value"),
    [(0.5, 1, 1, 0.5), (0.05, 2, 3, 0.09761), (0.95, 2, 3, 0.75140), (0.9, 0.5, 0.5, 0.97553), (0.5, 30, 10, 0.75422)],
)
def test_quantiles_are_those_of_the_published_tables(share: float, alpha: float, beta: float, value: float) -> None:
    assert quantile(share, alpha, beta) == pytest.approx(value, abs=2e-4)


@given(value=st.floats(0.001, 0.999), whole=st.integers(1, 40))
def test_the_incomplete_beta_is_the_binomial_sum(value: float, whole: int) -> None:
    alpha = max(1, whole // 3)
    total = sum(math.comb(whole, k) * value**k * (1 - value) ** (whole - k) for k in range(alpha, whole + 1))
    assert share_below(value, alpha, whole - alpha + 1) == pytest.approx(total, abs=1e-9)


def test_the_more_there_are_the_narrower_it_is() -> None:
    few, many = (estimate(own=Tally(ended=n, entered=n // 2), others=Tally()) for n in (12, 400))
    assert few is not None
    assert many is not None
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize("reason", list(Reason))
def test_a_refusal_counts_only_when_it_speaks_of_the_structure(reason: Reason) -> None:
    of_structure = {"not_eligible", "not_mobile", "peripheral_obstacles", "session_full", "other"}
    assert counts_as(State.REFUSED, reason) == ("ended" if reason in of_structure else "")


@pytest.mark.parametrize("state", [State.RELEASED, State.TAKEN, State.WITHDRAWN, State.CANCELLED, State.DECLINED])
def test_what_goes_on_or_was_taken_back_counts_for_nothing(state: State) -> None:
    assert counts_as(state) == ""


@pytest.mark.parametrize(
    ("sent", "late", "is_silent"), [(0, 0, False), (1, 1, False), (2, 2, True), (5, 2, False), (4, 2, True)]
)
def test_silence_is_more_than_one_sheet(sent: int, late: int, *, is_silent: bool) -> None:
    assert Answering(sent=sent, late=late).is_silent is is_silent
