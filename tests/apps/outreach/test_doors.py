from __future__ import annotations

from datetime import date

import pytest

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import open_link
from maraude.apps.outreach.actions.open_door import NoChat, PlaceNeeded, end_door, open_door
from maraude.apps.outreach.models import Door, DoorKind
from maraude.apps.outreach.queries.doors import place_of
from maraude.lib import clock
from tests.support.world import Association

DAY = date(2026, 1, 12)


def new_door(association: Association, place: str = "Gare, quai 2") -> Door:
    with association.inside():
        open_account(org_id=association.org_id, channel="webchat", name="Chat", actor="test")
        return open_door(
            org_id=association.org_id,
            kind=DoorKind.POSTER,
            place=place,
            put_up_on=DAY,
            by_user_id=association.staff["camille"],
            at=clock.now(),
        )


def test_a_door_has_a_short_code_of_its_own_that_leads_to_it(lanterne: Association) -> None:
    door = new_door(lanterne)
    link = open_link(door.code, kind=LinkKind.DOOR)
    assert link is not None
    assert (link.org_id, link.subject_id) == (lanterne.org_id, door.id)
    assert len(door.code) == 7
    assert new_door(lanterne).code != door.code


def test_an_ended_door_leads_nowhere_and_keeps_its_name(lanterne: Association) -> None:
    door = new_door(lanterne)
    with lanterne.inside():
        end_door(door=door, by_user_id=lanterne.staff["camille"], at=clock.now())
        assert place_of(door.code) == "Gare, quai 2"
    assert open_link(door.code, kind=LinkKind.DOOR) is None


@pytest.mark.parametrize("place", ["", " \n ", "a" * 121])
def test_a_door_is_somewhere(lanterne: Association, place: str) -> None:
    with pytest.raises(PlaceNeeded):
        new_door(lanterne, place)


def test_a_door_leads_to_a_chat_page(lanterne: Association) -> None:
    with lanterne.inside(), pytest.raises(NoChat):
        open_door(
            org_id=lanterne.org_id, kind=DoorKind.LINK, place="Ici", put_up_on=DAY, by_user_id=None, at=clock.now()
        )


def test_a_partners_own_code_is_shown_as_it_is(lanterne: Association) -> None:
    with lanterne.inside():
        assert place_of("kiosk-7") == "kiosk-7"
