"""Spaces whose owner agreed, as a coordinator writes them down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from maraude.apps.outreach.actions.keep_space import SpaceSaid, keep_space, record_agreement
from maraude.apps.outreach.models import Space
from maraude.core.space import Gesture, Network, SpaceKind
from maraude.lib import clock
from tests.support.world import Association


def new_space(
    association: Association,
    *,
    name: str = "Lumo",
    allows: Collection[Gesture] = frozenset(Gesture),
    network: Network = Network.TWITCH,
    hours: str = "",
    days: int = 30,
    since_days: int = 10,
) -> Space:
    """Write a stream down; its owner agreed ten days ago, for `days` days from now (none: nobody agreed)."""
    user_id, now = next(iter(association.staff.values())), clock.now()
    said = SpaceSaid(
        kind=SpaceKind.STREAM,
        network=network,
        name=name,
        hours=hours,
        contacts="Modo : pixel_42",
        handles=["MaraudeLanterne"],
        quiet_rules="Pas pendant les parties classées",
    )
    with association.inside():
        space_id = keep_space(org_id=association.org_id, space=None, said=said, by_user_id=user_id, at=now)
        space = Space.objects.get(id=space_id)
        if allows:
            record_agreement(
                space=space,
                given_by="Lumo, streameur",
                given_on=now.date() - timedelta(days=since_days),
                expires_on=now.date() + timedelta(days=days),
                gestures=list(allows),
                proof="Message du 3 novembre",
                by_user_id=user_id,
                at=now,
            )
    return space
