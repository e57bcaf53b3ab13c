"""A story is opened with its address, changed, closed. A story that cannot be played is refused with its place."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.outreach.models import Door, GameStory
from maraude.apps.outreach.queries.stories import told

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 9


def open_story(*, org_id: int, source: str, door_id: UUID | None, by_user_id: int | None, code: str = "") -> GameStory:
    """Open a story to everybody who has its address. Raises `WrongStory`."""
    story = GameStory.objects.create(
        org_id=org_id,
        name=told(source).title["fr"],
        source=source,
        code=code or "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
        door_id=_known(door_id),
        changed_by_id=by_user_id,
    )
    make_link(org_id=org_id, kind=LinkKind.PLAY, subject_id=story.id, token=story.code)
    _note(story, by_user_id, "story_opened")
    return story


def change_story(*, story: GameStory, source: str, door_id: UUID | None, by_user_id: int) -> None:
    """Change a story where it is. Raises `WrongStory`; it stays as it was then."""
    GameStory.objects.filter(id=story.id).update(
        name=told(source).title["fr"], source=source, door_id=_known(door_id), changed_by_id=by_user_id
    )
    _note(story, by_user_id, "story_changed")


def end_story(*, story: GameStory, by_user_id: int, at: datetime) -> None:
    """Close a story: its address leads to the neutral page."""
    if GameStory.objects.filter(id=story.id, ended_at__isnull=True).update(ended_at=at):
        revoke_links(kind=LinkKind.PLAY, subject_id=story.id, at=at)
        _note(story, by_user_id, "story_ended")


def _known(door_id: UUID | None) -> UUID | None:
    return door_id if door_id is not None and Door.objects.filter(id=door_id).exists() else None


def _note(story: GameStory, user_id: int | None, action: str) -> None:
    actor = user_actor(user_id) if user_id is not None else "demo"
    record(org_id=story.org_id, actor=actor, action=action, subject_kind="story", subject_id=story.id)
