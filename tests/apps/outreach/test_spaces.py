from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.outreach.actions.keep_space import (
    SpaceHoursUnread,
    SpaceKnown,
    SpaceNameNeeded,
    WrongAgreement,
    contacts_of,
    end_agreement,
    record_agreement,
)
from maraude.apps.outreach.actions.open_door import open_door
from maraude.apps.outreach.actions.plan_round import plan_round, start_round
from maraude.apps.outreach.models import DoorKind, Space, SpaceAgreement
from maraude.apps.outreach.queries.spaces import SpaceForbids, check_space, official_handles
from maraude.core.space import Gesture, Network
from maraude.lib import clock
from tests.support.spaces import new_space
from tests.support.world import Association

DAY = timedelta(days=1)


def why(association: Association, space: Space, gesture: Gesture) -> str:
    with association.inside():
        try:
            check_space(space_id=space.id, gestures=[gesture], at=clock.now())
        except SpaceForbids as refused:
            return refused.code
    return ""


def test_the_moderators_are_sealed_and_read_by_staff(lanterne: Association) -> None:
    space = new_space(lanterne)
    with lanterne.inside():
        kept = Space.objects.get()
        assert b"pixel_42" not in bytes(kept.sealed_contacts)
        assert contacts_of(kept) == "Modo : pixel_42"
    assert space.id == kept.id


def test_a_later_agreement_takes_the_place_of_the_one_before(lanterne: Association) -> None:
    space = new_space(lanterne, allows=[Gesture.BE_PRESENT])
    assert why(lanterne, space, Gesture.OVERLAY) == "space_not_agreed"
    with lanterne.inside():
        record_agreement(
            space=space,
            given_by="Lumo",
            given_on=clock.now().date(),
            expires_on=clock.now().date() + DAY,
            gestures=[Gesture.OVERLAY],
            proof="",
            by_user_id=lanterne.staff["camille"],
            at=clock.now(),
        )
        assert SpaceAgreement.objects.filter(ended_at__isnull=True).count() == 1
    assert why(lanterne, space, Gesture.OVERLAY) == ""
    assert why(lanterne, space, Gesture.BE_PRESENT) == "space_not_agreed"


def test_what_its_owner_takes_back_is_refused_at_once(lanterne: Association) -> None:
    space = new_space(lanterne)
    with lanterne.inside():
        end_agreement(space=space, by_user_id=lanterne.staff["camille"], at=clock.now())
    assert why(lanterne, space, Gesture.BE_PRESENT) == "space_no_agreement"


def test_rounds_are_refused_where_and_when_a_space_forbids_them(lanterne: Association) -> None:
    over = new_space(lanterne, name="Fini", days=-1)
    alone = new_space(lanterne, name="Jamais demandé", allows=())
    now = clock.now()
    for space, reason in ((over, "space_agreement_over"), (alone, "space_no_agreement")):
        with lanterne.inside(), pytest.raises(SpaceForbids) as refused:
            plan_round(
                org_id=lanterne.org_id,
                place="",
                space_id=space.id,
                begins_at=now + DAY,
                ends_at=now + DAY + timedelta(hours=1),
                safety_note="",
                by_user_id=lanterne.staff["camille"],
                at=now,
            )
        assert refused.value.code == reason


def test_a_round_planned_before_its_owner_changed_their_mind_is_not_begun(lanterne: Association) -> None:
    space, now = new_space(lanterne), clock.now()
    with lanterne.inside():
        planned = plan_round(
            org_id=lanterne.org_id,
            place="",
            space_id=space.id,
            begins_at=now,
            ends_at=now + timedelta(hours=1),
            safety_note="",
            by_user_id=lanterne.staff["camille"],
            at=now,
        )
        assert planned.place == "Lumo"
        end_agreement(space=space, by_user_id=lanterne.staff["camille"], at=now)
        with pytest.raises(SpaceForbids):
            start_round(planned=planned, user_id=lanterne.staff["nour"], at=now)


@pytest.mark.parametrize(
    ("kind", "allows", "reason"),
    [
        (DoorKind.STREAM, [Gesture.HAND_DOOR], "space_not_agreed"),
        (DoorKind.LINK, [Gesture.OVERLAY], "space_not_agreed"),
        (DoorKind.LINK, [Gesture.HAND_DOOR], ""),
        (DoorKind.STREAM, [Gesture.OVERLAY], ""),
    ],
)
def test_doors_are_refused_when_their_space_did_not_agree(
    lanterne: Association, kind: DoorKind, allows: list[Gesture], reason: str
) -> None:
    space, found = new_space(lanterne, allows=allows), ""
    with lanterne.inside():
        open_account(org_id=lanterne.org_id, channel="webchat", name="Chat", actor="test")
        try:
            open_door(
                org_id=lanterne.org_id,
                kind=kind,
                place="Ici",
                put_up_on=date(2026, 1, 1),
                by_user_id=None,
                at=clock.now(),
                space_id=space.id,
            )
        except SpaceForbids as refused:
            found = refused.code
    assert found == reason


def test_no_agreement_lifts_the_terms_of_a_platform(lanterne: Association) -> None:
    assert why(lanterne, new_space(lanterne, network=Network.ROBLOX), Gesture.HAND_DOOR) == "space_platform"


def test_the_space_of_another_association_is_one_we_are_not_in(lanterne: Association, quai: Association) -> None:
    assert why(lanterne, new_space(quai), Gesture.BE_PRESENT) == "space_ended"
    with lanterne.inside(), pytest.raises(SpaceForbids):
        check_space(space_id=uuid4(), gestures=[], at=clock.now())


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"name": " "}, SpaceNameNeeded),
        ({"name": "a" * 101}, SpaceNameNeeded),
        ({"hours": "le soir"}, SpaceHoursUnread),
        ({"hours": "Mo 25:00-26:00"}, SpaceHoursUnread),
        ({"hours": "24/7" * 40}, SpaceHoursUnread),
    ],
)
def test_a_space_without_a_name_or_with_unread_hours_is_refused(
    lanterne: Association, wrong: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        new_space(lanterne, **wrong)  # type: ignore[arg-type]


def test_a_space_is_written_down_once(lanterne: Association) -> None:
    new_space(lanterne)
    with pytest.raises(SpaceKnown):
        new_space(lanterne)


def test_an_agreement_lasts_two_years_at_most_and_allows_something(lanterne: Association) -> None:
    for days, since in ((800, 0), (0, -10)):
        with pytest.raises(WrongAgreement):
            new_space(lanterne, name=f"{days}", days=days, since_days=since)


def test_our_own_accounts_are_those_of_the_spaces_we_are_in(lanterne: Association) -> None:
    new_space(lanterne)
    with lanterne.inside():
        assert official_handles() == [("twitch", ["MaraudeLanterne"])]
