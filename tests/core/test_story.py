from __future__ import annotations

import copy
import random
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.story import DOMAINS, LONGEST_PATH, Interest, WrongStory, longest, play, read_story

FOLDER = Path(__file__).resolve().parents[2] / "maraude" / "apps" / "outreach" / "stories"
SHIPPED = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.toml")}
WORDS = {"fr": "Un texte", "en": "A text"}


def choice(to: str = "", **gives: int) -> dict[str, Any]:
    return {"to": to, "text": WORDS, "gives": gives or {"care": 1}}


def small() -> dict[str, Any]:
    scenes = [
        {"id": "one", "text": WORDS, "choices": [choice("two"), choice("", build=2)]},
        {"id": "two", "text": WORDS, "choices": [choice(), choice()]},
    ]
    return {"title": WORDS, "end": WORDS, "scenes": scenes}


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_stories_that_come_with_it_take_three_minutes_and_let_everything_be_liked(name: str) -> None:
    story = read_story(SHIPPED[name])
    assert 5 <= longest(story) <= 8
    offered = {interest for scene in story.scenes.values() for one in scene.choices for interest in one.gives}
    assert offered == set(Interest)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_interest_can_come_out_on_top_and_every_way_ends(name: str) -> None:
    story, tops, chance = read_story(SHIPPED[name]), set(), random.Random(7)
    for _ in range(3000):
        path = "".join(str(chance.randrange(3)) for _ in range(LONGEST_PATH))
        played = play(story, path)
        if played.scene is None:
            tops.add(played.strengths[0])
            assert 3 <= len(played.directions) <= 4
            assert set(played.directions) <= set("".join(DOMAINS.values()))
    assert tops == set(Interest)


@given(path=st.text(max_size=40))
def test_any_path_is_harmless(path: str) -> None:
    played = play(read_story(small()), path)
    assert 0 <= played.steps <= 2
    assert len(played.strengths) <= 2


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    data = copy.deepcopy(small())
    change(data)
    return data


@pytest.mark.parametrize(
    ("change", "place", "what"),
    [
        (lambda d: d.pop("scenes"), "scenes", "missing"),
        (lambda d: d.update(scenes=d["scenes"] * 21), "scenes", "too_many"),
        (lambda d: d["scenes"].append(copy.deepcopy(d["scenes"][1])), "scenes[2].id", "twice"),
        (lambda d: d["scenes"][0].update(id="<b>"), "scenes[0].id", "name"),
        (lambda d: d["scenes"][0].update(id=7), "scenes[0].id", "name"),
        (lambda d: d["scenes"][1].update(choices=[choice()]), "scenes[1].choices", "two_to_four"),
        (lambda d: d["scenes"][1].update(choices="x"), "scenes[1].choices", "two_to_four"),
        (lambda d: d["scenes"][0]["choices"][0].update(to="nowhere"), "scenes[0].choices[0].to", "unknown_scene"),
        (lambda d: d["scenes"][0]["choices"][0].update(to=3), "scenes[0].choices[0].to", "name"),
        (lambda d: d["scenes"][1]["choices"][1].update(to="one"), "scenes[0]", "turns_in_circles"),
        (lambda d: d["scenes"][0]["choices"][0].update(to=""), "scenes[1]", "nobody_comes"),
        (lambda d: d["scenes"][0]["choices"][0].update(gives={}), "scenes[0].choices[0].gives", "missing"),
        (lambda d: d["scenes"][0]["choices"][0].update(gives={"iq": 1}), "scenes[0].choices[0].gives.iq", "interest"),
        (
            lambda d: d["scenes"][0]["choices"][0].update(gives={"care": 99}),
            "scenes[0].choices[0].gives.care",
            "one_to_three",
        ),
        (lambda d: d.update(title={"fr": "<script>", "en": "x"}), "title.fr", "markup"),
        (lambda d: d.update(end={"fr": "voir https://a.example", "en": "x"}), "end.fr", "markup"),
        (lambda d: d.update(end={"fr": "seulement"}), "end.en", "missing"),
        (lambda d: d.update(title={"fr": "a" * 161, "en": "x"}), "title.fr", "too_long"),
    ],
)
def test_what_cannot_be_played_is_refused_with_its_place(
    change: Callable[[dict[str, Any]], object], place: str, what: str
) -> None:
    with pytest.raises(WrongStory) as wrong:
        read_story(changed(change))
    assert (wrong.value.place, wrong.value.what) == (place, what)


def test_many_branches_are_measured_at_once_and_a_long_way_is_refused() -> None:
    scenes = [
        {"id": f"s{number}", "text": WORDS, "choices": [choice(f"s{number + 1}") for _ in range(4)]}
        for number in range(39)
    ]
    scenes.append({"id": "s39", "text": WORDS, "choices": [choice(), choice()]})
    with pytest.raises(WrongStory) as wrong:
        read_story({"title": WORDS, "end": WORDS, "scenes": scenes})
    assert wrong.value.what == "too_long_a_way"
