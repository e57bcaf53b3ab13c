from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from maraude.core.lever import MOST_SHOWN, Lever, Moment, Suggestion, shown
from maraude.core.need import Need


def suggestion(
    name: str, lever: Lever, *, moments: set[Moment] | None = None, needs: set[str] | None = None
) -> Suggestion:
    return Suggestion(
        id=name, lever=lever, moments=frozenset(moments or ()), needs=frozenset(needs or ()), words="…", why="…"
    )


SOME = [
    suggestion("any", Lever.AUTONOMY),
    suggestion("later", Lever.AUTONOMY, moments={Moment.DOING}),
    suggestion("roof", Lever.SMALL_STEP, needs={"housing"}),
    suggestion("strong", Lever.COMPETENCE),
    suggestion("proud", Lever.RECOGNITION),
    suggestion("together", Lever.BELONGING),
    suggestion("ears", Lever.LISTENING),
]


@given(
    moment=st.none() | st.sampled_from(Moment),
    needs=st.sets(st.sampled_from([need.value for need in Need])),
    seed=st.text(max_size=12),
)
def test_three_at_most_each_of_another_lever_and_only_what_fits(
    moment: Moment | None, needs: set[str], seed: str
) -> None:
    found = shown(SOME, moment=moment, needs=needs, seed=seed)
    assert len(found) <= MOST_SHOWN
    assert len({one.lever for one in found}) == len(found)
    assert Lever.LISTENING not in {one.lever for one in found}
    assert ("roof" in {one.id for one in found}) == ("housing" in needs)
    if moment is not Moment.DOING:
        assert "later" not in {one.id for one in found}


def test_what_speaks_of_their_need_goes_first() -> None:
    assert shown(SOME, moment=None, needs={"housing"}, seed="x")[0].id == "roof"


def test_the_same_seed_shows_the_same() -> None:
    again = [shown(SOME, moment=None, needs=(), seed="2026-11-26:c1") for _ in range(3)]
    assert again[0] == again[1] == again[2]


def test_none_is_preferred() -> None:
    first = Counter(shown(SOME, moment=None, needs=(), seed=str(number))[0].id for number in range(4000))
    assert set(first) == {"any", "strong", "proud", "together"}
    assert all(880 <= number <= 1120 for number in first.values())  # a fair draw: 1,000 give or take
