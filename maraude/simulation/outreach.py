"""The demo's spaces and rounds: one that agreed, one that was not asked yet, an evening ahead and two behind."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.outreach.actions.keep_space import SpaceSaid, keep_space, record_agreement
from maraude.apps.outreach.actions.keep_story import open_story
from maraude.apps.outreach.actions.log_round import log_round
from maraude.apps.outreach.actions.plan_round import join_round, plan_round
from maraude.apps.outreach.models import Door, Space
from maraude.apps.outreach.queries.stories import shipped_source
from maraude.core.round import Mood, RoundCounts, dated
from maraude.core.space import AgeMix, Gesture, Network, SpaceKind
from maraude.lib.ids import uuid7

_SPACES = (
    SpaceSaid(
        kind=SpaceKind.STREAM,
        network=Network.TWITCH,
        name="Lumo en direct",
        address="twitch.tv/lumo.example",
        age_mix=AgeMix.MIXED,
        quiet_rules="Jamais pendant une partie classée. On se présente, on ne relance pas.",
        contacts="Kim (modération), par le serveur Discord",
        handles=("MaraudeLanterne",),
    ),
    SpaceSaid(
        kind=SpaceKind.SERVER,
        network=Network.DISCORD,
        name="Les potes de la vallée",
        age_mix=AgeMix.MOSTLY_MINORS,
        hours="Mo-Su 17:00-22:00",
        handles=("maraude-lanterne",),
    ),
    SpaceSaid(kind=SpaceKind.GAME, network=Network.ROBLOX, name="Île du dimanche", age_mix=AgeMix.MOSTLY_UNDER_15),
)


_STORIES = (("server_night", "la-nuit-du-serveur"), ("last_bus", "le-dernier-bus"))


def play_outreach(*, org_id: int, worker_id: int, coordinator_id: int, ends_at: datetime) -> None:
    """Write the spaces down, with an agreement for the first, and the rounds."""
    spaces = {
        said.name: keep_space(org_id=org_id, space=None, said=said, by_user_id=coordinator_id, at=ends_at)
        for said in _SPACES
    }
    stream = spaces["Lumo en direct"]
    record_agreement(
        space=Space.objects.get(id=stream),
        given_by="Lumo",
        given_on=ends_at.date() - timedelta(days=40),
        expires_on=ends_at.date() + timedelta(days=140),
        gestures=[Gesture.BE_PRESENT, Gesture.ANNOUNCE, Gesture.HAND_DOOR, Gesture.OVERLAY],
        proof="Message de Lumo, gardé dans le classeur partenaires",
        by_user_id=coordinator_id,
        at=ends_at,
    )
    _plan(org_id, stream, worker_id, coordinator_id, ends_at)
    _log(org_id, worker_id, ends_at)
    for name, code in _STORIES:
        open_story(org_id=org_id, source=shipped_source(name) or "", door_id=_door(), by_user_id=None, code=code)


def _door() -> UUID | None:
    """Return the door offered at the end of a story: any that is open."""
    return Door.objects.filter(ended_at__isnull=True).order_by("created_at").values_list("id", flat=True).first()


def _plan(org_id: int, space_id: UUID, worker_id: int, coordinator_id: int, at: datetime) -> None:
    for hours in (1, 49):
        begins_at = (at + timedelta(hours=hours)).replace(minute=0, second=0, microsecond=0)
        planned = plan_round(
            org_id=org_id,
            space_id=space_id,
            place="",
            begins_at=begins_at,
            ends_at=begins_at + timedelta(hours=2),
            safety_note="À deux, micro coupé ; Kim prévient quand la partie finit.",
            by_user_id=coordinator_id,
            at=at,
        )
        join_round(planned=planned, user_id=worker_id)


def _log(org_id: int, worker_id: int, at: datetime) -> None:
    for days, seen, talked, mood in ((2, 40, 4, Mood.WARM), (6, 25, 2, Mood.TENSE)):
        then = at - timedelta(days=days)
        counts = RoundCounts(seen=seen, talked=talked, refused=1, doors=2, minutes=95, mood=mood)
        log_round(
            org_id=org_id,
            log_id=uuid7(),
            round_id=None,
            counts=counts,
            dated=dated(noted_at=then, sent_at=at, at=at),
            user_id=worker_id,
            at=at,
        )
