from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.space import Agreement, Gesture, Network, SpaceKind, SpaceRules, Why, forbids, never_allowed

EVENING = datetime(2026, 11, 26, 20, 0)  # noqa: DTZ001 - local to the association
AGREED = Agreement(gestures=frozenset(Gesture), given_on=date(2026, 11, 1), expires_on=date(2026, 12, 1))
RULES = SpaceRules(kind=SpaceKind.STREAM, network=Network.TWITCH, agreement=AGREED)


def why(rules: SpaceRules, gesture: Gesture = Gesture.HAND_DOOR, at: datetime = EVENING) -> Why | None:
    return forbids(gesture=gesture, rules=rules, local=at)


def test_what_was_agreed_may_be_done() -> None:
    assert why(RULES) is None


@pytest.mark.parametrize(
    ("rules", "at", "reason"),
    [
        (replace(RULES, is_ended=True), EVENING, Why.SPACE_ENDED),
        (replace(RULES, network=Network.ROBLOX), EVENING, Why.PLATFORM),
        (replace(RULES, agreement=None), EVENING, Why.NO_AGREEMENT),
        (RULES, datetime(2026, 10, 31, 23, 59), Why.NO_AGREEMENT),  # noqa: DTZ001
        (RULES, datetime(2026, 12, 2, 0, 0), Why.AGREEMENT_OVER),  # noqa: DTZ001
        (RULES, datetime(2026, 12, 1, 23, 59), None),  # noqa: DTZ001 - the last day counts
        (replace(RULES, agreement=replace(AGREED, gestures=frozenset())), EVENING, Why.NOT_AGREED),
        (replace(RULES, hours="Mo-Fr 21:00-23:00"), EVENING, Why.QUIET_HOURS),
        (replace(RULES, hours="Mo-Fr 18:00-23:00"), EVENING, None),
    ],
)
def test_each_refusal_has_its_reason(rules: SpaceRules, at: datetime, reason: Why | None) -> None:
    assert why(rules, at=at) == reason


def test_only_what_is_watched_is_drawn_over() -> None:
    assert Gesture.OVERLAY in never_allowed(kind=SpaceKind.FORUM, network=Network.TWITCH)
    assert Gesture.OVERLAY not in never_allowed(kind=SpaceKind.STREAM, network=Network.TWITCH)


@given(network=st.sampled_from(Network), kind=st.sampled_from(SpaceKind), gesture=st.sampled_from(Gesture))
def test_no_owner_allows_what_a_platform_forbids(network: Network, kind: SpaceKind, gesture: Gesture) -> None:
    refused = forbids(gesture=gesture, rules=replace(RULES, kind=kind, network=network), local=EVENING)
    assert (refused is Why.PLATFORM) == (gesture in never_allowed(kind=kind, network=network))
