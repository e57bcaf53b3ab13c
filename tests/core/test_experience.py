"""What was learnt of doors changes an order, never what is in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.eligibility import Eligibility
from maraude.core.estimate import Tally, estimate
from maraude.core.need import Need
from maraude.core.orientation.experience import Experience, reorder
from maraude.core.orientation.scoring import Scored
from maraude.core.service import Offer
from maraude.core.standing import Answering

SILENT = Experience(answering=Answering(sent=3, late=3))
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
GOOD = estimate(own=Tally(ended=40, entered=38), others=Tally(ended=100, entered=20))


def scored(name: str, score: float, kind: str = "") -> Scored:
    offer = Offer(
        id=name,
        structure_id=name,
        name=name,
        structure_name=name,
        structure_kind=kind,
        updated_on=date(2026, 1, 1),
    )
    return Scored(
        offer=offer,
        kind=kind_of(kind),
        eligibility=Eligibility(findings=()),
        score=score,
        fits={Need.HOUSING: 1.0},
        distance_km=1.0,
        is_remote=False,
        open_now=None,
    )


def names(*chosen: Scored, age: int = 30, **known: Experience) -> list[str]:
    profile = Profile(needs=(Need.HOUSING,), at=AT, age=age)
    return [one.offer.id for one in reorder(chosen, known, profile)]


@given(
    scores=st.lists(st.floats(0, 1), max_size=8),
    known=st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([SILENT, Experience()])),
    age=st.sampled_from([17, 30]),
)
def test_nothing_is_added_nor_removed(scores: list[float], known: dict[str, Experience], age: int) -> None:
    chosen = [scored(name, score) for name, score in zip("abcdefgh", scores, strict=False)]
    assert sorted(names(*chosen, age=age, **known)) == [one.offer.id for one in chosen]


def test_without_anything_known_the_order_is_the_matchings_own() -> None:
    assert names(scored("b", 0.2), scored("a", 0.9)) == ["b", "a"]


def test_who_stays_silent_falls_behind_who_answers() -> None:
    assert names(scored("a", 0.6), scored("b", 0.5), a=SILENT) == ["b", "a"]


def test_outcomes_part_near_equals_and_no_more() -> None:
    assert GOOD is not None
    good = Experience(estimates={Need.HOUSING: GOOD})
    assert names(scored("a", 0.51), scored("b", 0.50), b=good) == ["b", "a"]
    assert names(scored("a", 0.60), scored("b", 0.50), b=good) == ["a", "b"]


def test_a_silent_mission_locale_stays_in_sight_for_somebody_of_seventeen() -> None:
    door = scored("ml", 0.60, "mission_locale")
    others = [scored(name, 0.58) for name in "abcd"]
    assert names(door, *others, age=17, ml=SILENT).index("ml") == 2
    assert names(door, *others, age=30, ml=SILENT).index("ml") == 4
