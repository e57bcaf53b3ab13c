"""The demo: two associations, their colleagues, and the cast, brought in by the real door and the real actions."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.orgs.actions.add_member import add_member
from maraude.apps.orgs.actions.create_organisation import create_organisation
from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import Organisation, Role
from maraude.apps.orgs.queries.organisations import organisations
from maraude.apps.outreach.actions.open_door import open_door
from maraude.apps.outreach.models import DoorKind
from maraude.apps.tenancy.context import tenant
from maraude.core.channel import Content, ConversationRef, EventKind, IdentityRef, InboundEvent, Referral
from maraude.gateway.committer import Committer
from maraude.gateway.database import Database
from maraude.gateway.parts import database_place, door_parts
from maraude.gateway.replay import replay
from maraude.jobs.processor import process_waiting
from maraude.lib import clock
from maraude.simulation.cast import LANTERNE, QUAI_OUVERT, Story
from maraude.simulation.handovers import play_handovers
from maraude.simulation.history import play_history
from maraude.simulation.outreach import play_outreach
from maraude.simulation.replies import play_replies
from maraude.understanding.pipeline import Pipeline, load

PASSWORD = "maraude-de-nuit"  # noqa: S105 - the demo's, on this machine only, said on the screen


@dataclass(frozen=True, slots=True, kw_only=True)
class _Association:
    slug: str
    name: str
    domain: str
    phone: str
    staff: tuple[tuple[str, str, Role], ...]
    stories: Sequence[Story]
    has_history: bool = False
    doors: tuple[tuple[str, DoorKind, str], ...] = ()


_ASSOCIATIONS = (
    _Association(
        slug="la-lanterne",
        name="La Lanterne",
        domain="lanterne.example",
        phone="01 99 00 47 10",
        staff=(
            ("nour", "Nour", Role.WORKER),
            ("camille", "Camille", Role.COORDINATOR),
            ("sacha", "Sacha", Role.ADMINISTRATOR),
        ),
        stories=LANTERNE,
        has_history=True,
        doors=(
            ("affiche-lycee-vauban", DoorKind.POSTER, "Lycée Vauban, hall B"),
            ("affiche-gare", DoorKind.POSTER, "Gare, passage vers les bus"),
            ("affiche-mediatheque", DoorKind.FLYER, "Médiathèque, table du fond"),
            ("stream-lumo", DoorKind.STREAM, "Stream de Lumo"),
        ),
    ),
    _Association(
        slug="quai-ouvert",
        name="Le Quai ouvert",
        domain="quai.example",
        phone="02 61 91 47 10",
        staff=(("mado", "Mado", Role.WORKER), ("gwen", "Gwen", Role.COORDINATOR)),
        stories=QUAI_OUVERT,
        doors=(("affiche-mission-locale", DoorKind.POSTER, "Mission locale, entrée"),),
    ),
)


def demo_file(home: Path) -> Path:
    """Return where the demo's log-ins and secrets are kept."""
    return home / "demo.json"


def seed_demo(*, home: Path) -> None:
    """Make the demo once; a second call does nothing."""
    if {one.slug for one in organisations()} & {one.slug for one in _ASSOCIATIONS}:
        return
    communes = home / "geo" / "gazetteer"
    pipeline = load(gazetteer=communes if communes.exists() else None)
    made = [_make(association, pipeline) for association in _ASSOCIATIONS]
    first = {**made[0], "other": made[1]}
    path = demo_file(home)
    path.touch(mode=0o600)
    path.write_text(json.dumps(first, ensure_ascii=False), encoding="utf-8")


def _make(association: _Association, pipeline: Pipeline) -> dict[str, Any]:
    organisation = create_organisation(
        slug=association.slug, name=association.name, actor="demo", is_demo=True, duty_hours="24/7"
    )
    users = {}
    with tenant(organisation.id):
        Organisation.objects.update(contact_phone=association.phone, contact_email=f"relais@{association.domain}")
        for login, name, role in association.staff:
            users[login] = add_member(
                org_id=organisation.id,
                email=f"{login}@{association.domain}",
                display_name=name,
                role=role,
                password=PASSWORD,
                actor="demo",
                on_duty=role != Role.ADMINISTRATOR,
                vetted_on=clock.now().date(),
            )
        account = open_account(org_id=organisation.id, channel="generic", name="Démo", actor="demo")
        chat = open_account(org_id=organisation.id, channel="webchat", name="Page de discussion", actor="demo")
        for code, kind, place in association.doors:
            open_door(
                org_id=organisation.id,
                kind=kind,
                place=place,
                put_up_on=clock.now().date() - timedelta(days=12),
                by_user_id=None,
                at=clock.now(),
                code=code,
            )
        coordinator = association.staff[1][0]
        token = create_token(org_id=organisation.id, name="Démo", user_id=users[coordinator].id, actor="demo")
        secret = account_secrets(account)["secret"]
    now = clock.now()
    asyncio.run(_knock(account.key, association.stories, now))
    while process_waiting(pipeline=pipeline):
        pass
    with tenant(organisation.id):
        play_replies(org_id=organisation.id, stories=association.stories, users=users, begins_at=now)
        if association.has_history:
            play_handovers(users=users, ends_at=now)
            play_outreach(
                org_id=organisation.id, worker_id=users["nour"].id, coordinator_id=users["camille"].id, ends_at=now
            )
            play_history(org_id=organisation.id, worker_id=users["nour"].id, ends_at=now)
    return {
        "url": os.environ.get("MARAUDE_PUBLIC_URL", "http://127.0.0.1:8000"),
        "organisation": association.slug,
        "users": [
            {"email": f"{login}@{association.domain}", "password": PASSWORD, "role": role.value}
            for login, _, role in association.staff
        ],
        "api_token": token,
        "generic": {"path": f"/in/generic/{account.key}", "secret": secret},
        "chat_path": f"/chat/{chat.key}",
        "door_path": f"/r/{association.doors[0][0]}",
        "widget_key": None,
    }


async def _knock(key: str, stories: Sequence[Story], begins_at: datetime) -> None:
    database = Database(database_place())
    accounts, sealing = door_parts(database)
    await replay(
        _batches(stories, begins_at),
        key=key,
        accounts=accounts,
        sealing=sealing,
        committer=Committer(Database(database_place())),
    )
    await database.close()


async def _batches(stories: Sequence[Story], begins_at: datetime) -> AsyncIterator[list[InboundEvent]]:
    for story in stories:
        said = [line for line in story.lines if line.by == "in"]
        yield [_event(story, place, begins_at) for place in range(len(said))]


def _event(story: Story, place: int, begins_at: datetime) -> InboundEvent:
    line = [one for one in story.lines if one.by == "in"][place]
    referral = Referral(code=story.door) if story.door and place == 0 else None
    return InboundEvent(
        event_id=f"demo-{story.id}-{place}",
        channel="generic",
        kind=EventKind.MESSAGE,
        occurred_at=begins_at - timedelta(minutes=line.ago),
        conversation=ConversationRef(id=f"demo-{story.id}"),
        sender=IdentityRef(scheme="generic.user", value=f"demo-{story.id}"),
        content=Content(text=line.text, referral=referral),
    )
