"""A story one plays in three minutes: scenes, choices, and what the choices were like. Content is data, checked whole.

Interests are Holland's six (Making Vocational Choices, 1997) in plain words; directions are the great domains of ROME,
the open repertoire of occupations of France Travail. A result is of the choices made in a game, not of a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maraude.core.errors import MaraudeError

LANGUAGES = ("fr", "en")
LONGEST_PATH = 14
_MOST_SCENES = 40
_MOST_CHOICES = 4
_LONGEST_TEXT = 700
_LONGEST_CHOICE = 160
_MOST_POINTS = 3


class Interest(StrEnum):
    """What a choice was like."""

    BUILD = "build"
    EXPLORE = "explore"
    IMAGINE = "imagine"
    CARE = "care"
    LEAD = "lead"
    ORGANISE = "organise"


# Letters of the great domains of ROME, those nearest first.
DOMAINS: Mapping[Interest, str] = {
    Interest.BUILD: "FHI",
    Interest.EXPLORE: "AJI",
    Interest.IMAGINE: "BEL",
    Interest.CARE: "KJG",
    Interest.LEAD: "DGC",
    Interest.ORGANISE: "NMC",
}


class WrongStory(MaraudeError):
    """This story cannot be played."""

    def __init__(self, place: str, what: str) -> None:
        """`place` says where it is wrong, `what` is a code of ours."""
        super().__init__(f"{place}: {what}")
        self.place = place
        self.what = what


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the things one may do in a scene; `to` is the scene after, "" the end."""

    words: Mapping[str, str]
    to: str
    gives: Mapping[Interest, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What happens, and what one may do."""

    id: str
    words: Mapping[str, str]
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A whole story; it begins with its first scene."""

    title: Mapping[str, str]
    scenes: Mapping[str, Scene]
    first: str
    end: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Where a path led: the scene one is in, None at the end, and what was gathered on the way."""

    scene: Scene | None
    points: Mapping[Interest, int]
    steps: int

    @property
    def strengths(self) -> Sequence[Interest]:
        """Return the two interests most chosen, the first of the list first when they are equal."""
        chosen = [one for one in Interest if self.points.get(one, 0) > 0]
        return sorted(chosen, key=lambda one: -self.points[one])[:2]

    @property
    def directions(self) -> Sequence[str]:
        """Return up to four domains of ROME: three of the first interest, one more of the second."""
        letters = "".join(DOMAINS[one] for one in self.strengths)
        return list(dict.fromkeys(letters))[:4]


def play(story: Story, path: str) -> Played:
    """Follow the choices of a path, a figure each; stop where it leads nowhere, so that a made-up one is harmless.

    >>> play(Story(title={}, scenes={}, first="", end={}), "0").scene is None
    True
    """
    points: dict[Interest, int] = {}
    scene, steps = story.scenes.get(story.first), 0
    for figure in path[:LONGEST_PATH]:
        if scene is None or figure not in "0123456789"[: len(scene.choices)]:
            break
        choice = scene.choices[int(figure)]
        for interest, number in choice.gives.items():
            points[interest] = points.get(interest, 0) + number
        scene, steps = story.scenes.get(choice.to), steps + 1
    return Played(scene=scene, points=points, steps=steps)


def read_story(data: Mapping[str, object]) -> Story:
    """Return the story that data tells. Raises `WrongStory` with the place of the first thing that is wrong."""
    rows = data.get("scenes")
    if not isinstance(rows, list) or not rows:
        raise WrongStory("scenes", "missing")
    if len(rows) > _MOST_SCENES:
        raise WrongStory("scenes", "too_many")
    scenes: dict[str, Scene] = {}
    for number, row in enumerate(rows):
        scene = _scene(row, f"scenes[{number}]")
        if scene.id in scenes:
            raise WrongStory(f"scenes[{number}].id", "twice")
        scenes[scene.id] = scene
    story = Story(
        title=_words(data.get("title"), "title", _LONGEST_CHOICE),
        scenes=scenes,
        first=next(iter(scenes)),
        end=_words(data.get("end"), "end", _LONGEST_TEXT),
    )
    _check_branches(story)
    return story


def longest(story: Story) -> int:
    """Return how many choices the longest way takes."""
    return _depths(story)[story.first]


def _scene(row: object, place: str) -> Scene:
    if not isinstance(row, dict):
        raise WrongStory(place, "missing")
    name = row.get("id")
    if not isinstance(name, str) or not name.isascii() or not name.isidentifier() or len(name) > 40:
        raise WrongStory(f"{place}.id", "name")
    choices = row.get("choices")
    if not isinstance(choices, list) or not 2 <= len(choices) <= _MOST_CHOICES:
        raise WrongStory(f"{place}.choices", "two_to_four")
    return Scene(
        id=name,
        words=_words(row.get("text"), f"{place}.text", _LONGEST_TEXT),
        choices=[_choice(one, f"{place}.choices[{number}]") for number, one in enumerate(choices)],
    )


def _choice(row: object, place: str) -> Choice:
    if not isinstance(row, dict):
        raise WrongStory(place, "missing")
    to = row.get("to", "")
    if not isinstance(to, str):
        raise WrongStory(f"{place}.to", "name")
    gives = row.get("gives")
    if not isinstance(gives, dict) or not gives:
        raise WrongStory(f"{place}.gives", "missing")
    for name, number in gives.items():
        if name not in set(Interest):
            raise WrongStory(f"{place}.gives.{str(name)[:20]}", "interest")
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= _MOST_POINTS:
            raise WrongStory(f"{place}.gives.{name}", "one_to_three")
    points = {Interest(name): int(number) for name, number in gives.items()}
    return Choice(words=_words(row.get("text"), f"{place}.text", _LONGEST_CHOICE), to=to, gives=points)


def _words(said: object, place: str, most: int) -> Mapping[str, str]:
    if not isinstance(said, dict):
        raise WrongStory(place, "missing")
    words = {}
    for language in LANGUAGES:
        text = said.get(language)
        where = f"{place}.{language}"
        if not isinstance(text, str) or not text.strip():
            raise WrongStory(where, "missing")
        if len(text) > most:
            raise WrongStory(where, "too_long")
        if "<" in text or ">" in text or "http" in text.lower():
            raise WrongStory(where, "markup")
        words[language] = text.strip()
    return words


def _check_branches(story: Story) -> None:
    """Refuse a branch that leads nowhere, turns in circles, is too long, or that nobody reaches."""
    for number, scene in enumerate(story.scenes.values()):
        for place, choice in enumerate(scene.choices):
            if choice.to and choice.to not in story.scenes:
                raise WrongStory(f"scenes[{number}].choices[{place}].to", "unknown_scene")
    depths = _depths(story)
    if depths[story.first] > LONGEST_PATH:
        raise WrongStory("scenes", "too_long_a_way")
    for number, name in enumerate(story.scenes):
        if name not in depths:
            raise WrongStory(f"scenes[{number}]", "nobody_comes")


def _depths(story: Story) -> Mapping[str, int]:
    """Return how far the end is from each scene one may come to, each looked at once."""
    known: dict[str, int] = {}
    _measure(story, story.first, set(), known)
    return known


def _measure(story: Story, name: str, way: set[str], known: dict[str, int]) -> int:
    if name in known:
        return known[name]
    if name in way:
        raise WrongStory(f"scenes[{list(story.scenes).index(name)}]", "turns_in_circles")
    scene = story.scenes.get(name)
    if scene is None:
        return 0
    way.add(name)
    known[name] = 1 + max(_measure(story, choice.to, way, known) for choice in scene.choices)
    way.discard(name)
    return known[name]
