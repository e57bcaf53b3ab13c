"""Stories to play: those that come with Maraude, and those an association keeps."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from maraude.apps.outreach.models import GameStory
from maraude.core.story import Story, WrongStory, read_story

SHIPPED = Path(__file__).resolve().parent.parent / "stories"
LONGEST_SOURCE = 40_000


@lru_cache(maxsize=32)
def told(source: str) -> Story:
    """Return the story that a text tells. Raises `WrongStory` with the place of what is wrong."""
    if len(source) > LONGEST_SOURCE:
        raise WrongStory("text", "too_long")
    try:
        data = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise WrongStory(str(error)[:120], "not_toml") from error
    return read_story(data)


def shipped() -> Sequence[tuple[str, Story]]:
    """Return the stories that come with Maraude, by name."""
    return [(path.stem, told(path.read_text(encoding="utf-8"))) for path in sorted(SHIPPED.glob("*.toml"))]


def shipped_source(name: str) -> str | None:
    """Return the text of a story that comes with Maraude."""
    names = {path.stem: path for path in SHIPPED.glob("*.toml")}
    return names[name].read_text(encoding="utf-8") if name in names else None


def stories() -> Sequence[GameStory]:
    """Return the stories of the association, open ones first."""
    return sorted(GameStory.objects.order_by("-created_at"), key=lambda story: story.ended_at is not None)
