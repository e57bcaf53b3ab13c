"""Opening an account takes two people, or one, a day, and everybody told (security.md S-05)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from maraude.apps.audit.models import AuditFact
from maraude.apps.orgs.actions.accept_invitation import InvitationOver, accept_invitation
from maraude.apps.orgs.actions.change_member import (
    LastManager,
    NotYourself,
    WrongVetting,
    change_role,
    end_member,
    note_vetting,
)
from maraude.apps.orgs.actions.decide_account import NotAlone, RequestOver, confirm_account, refuse_account
from maraude.apps.orgs.actions.invite_colleague import AlreadyHere, WrongInvitation, invite_colleague
from maraude.apps.orgs.models import AccountRequest, DutyPerson, LinkKind, Membership, RequestKind, Role, User
from maraude.apps.orgs.queries.access_links import open_link
from maraude.core.accounts import WAITS, opens_at
from maraude.lib import clock
from tests.support.world import Association

GOOD = "quatre-mots-sans-rapport"
ZOE = "zoe@la-lanterne.example"


def invited(association: Association, *, role: str = Role.WORKER, by: str = "camille") -> tuple[UUID, str]:
    with association.inside():
        request, code = invite_colleague(
            org_id=association.org_id,
            email=ZOE.upper(),
            display_name="Zoé",
            role=role,
            by_user_id=association.staff[by],
            at=clock.now(),
        )
    return request.id, code


def accept(association: Association, request_id: UUID, password: str = GOOD) -> AccountRequest:
    with association.inside():
        return accept_invitation(request_id=request_id, display_name="Zoé", password=password, at=clock.now())


def membership(association: Association) -> Membership:
    with association.inside():
        return Membership.objects.get(user__email=ZOE)


def test_accepted_and_confirmed_it_opens_at_once(lanterne: Association) -> None:
    request_id, code = invited(lanterne)
    accept(lanterne, request_id)
    waiting = membership(lanterne).opens_at
    assert waiting is not None
    assert waiting > clock.now() + timedelta(hours=23)
    with lanterne.inside():
        confirm_account(request_id=request_id, by_user_id=lanterne.staff["sacha"], at=clock.now())
    opened = membership(lanterne).opens_at
    assert opened is not None
    assert opened <= clock.now()
    assert open_link(code, kind=LinkKind.INVITE) is None


def test_who_asked_cannot_be_the_second_person(lanterne: Association) -> None:
    request_id, _ = invited(lanterne)
    accept(lanterne, request_id)
    for alone in (lanterne.staff["camille"], membership(lanterne).user_id):
        with lanterne.inside(), pytest.raises(NotAlone):
            confirm_account(request_id=request_id, by_user_id=alone, at=clock.now())


def test_anybody_may_say_no_before_it_opens(lanterne: Association) -> None:
    request_id, _ = invited(lanterne)
    accept(lanterne, request_id)
    with lanterne.inside():
        refuse_account(request_id=request_id, by_user_id=lanterne.staff["sacha"], at=clock.now())
        with pytest.raises(RequestOver):
            confirm_account(request_id=request_id, by_user_id=lanterne.staff["sacha"], at=clock.now())
    assert not membership(lanterne).is_active


def test_an_invitation_serves_once_and_a_new_one_ends_the_old(lanterne: Association) -> None:
    first, old_code = invited(lanterne)
    second, _ = invited(lanterne)
    assert open_link(old_code, kind=LinkKind.INVITE) is None
    for gone in (first, UUID(int=7)):
        with pytest.raises(InvitationOver):
            accept(lanterne, gone)
    accept(lanterne, second)
    with pytest.raises(InvitationOver):
        accept(lanterne, second)


def test_a_weak_password_makes_no_account(lanterne: Association) -> None:
    request_id, _ = invited(lanterne)
    with pytest.raises(ValidationError):
        accept(lanterne, request_id, password="court")
    assert not User.objects.filter(email=ZOE).exists()


@pytest.mark.parametrize(("email", "name", "role"), [("x", "Zoé", "worker"), (ZOE, " ", "worker"), (ZOE, "Z", "king")])
def test_an_invitation_that_says_nothing_is_refused(lanterne: Association, email: str, name: str, role: str) -> None:
    with lanterne.inside(), pytest.raises(WrongInvitation):
        invite_colleague(
            org_id=lanterne.org_id,
            email=email,
            display_name=name,
            role=role,
            by_user_id=lanterne.staff["camille"],
            at=clock.now(),
        )


def test_who_works_here_is_not_invited_again(lanterne: Association) -> None:
    with lanterne.inside(), pytest.raises(AlreadyHere):
        invite_colleague(
            org_id=lanterne.org_id,
            email="nour@la-lanterne.example",
            display_name="Nour",
            role=Role.WORKER,
            by_user_id=lanterne.staff["camille"],
            at=clock.now(),
        )


def test_an_account_of_another_association_keeps_its_password(lanterne: Association, quai: Association) -> None:
    mado = User.objects.get(id=quai.staff["mado"])
    with lanterne.inside():
        request, _ = invite_colleague(
            org_id=lanterne.org_id,
            email=mado.email,
            display_name="Mado",
            role=Role.WORKER,
            by_user_id=lanterne.staff["camille"],
            at=clock.now(),
        )
    accept(lanterne, request.id, password="")
    assert User.objects.get(id=mado.id).password == mado.password


def test_more_power_takes_two_people_and_less_takes_one(lanterne: Association) -> None:
    nour, camille, sacha = (lanterne.staff[name] for name in ("nour", "camille", "sacha"))
    with lanterne.inside():
        one = Membership.objects.get(user_id=nour)
        assert not change_role(membership=one, role=Role.COORDINATOR, by_user_id=camille, at=clock.now())
        assert Membership.objects.get(user_id=nour).role == Role.WORKER
        request = AccountRequest.objects.get(kind=RequestKind.RAISE)
        with pytest.raises(NotAlone):
            confirm_account(request_id=request.id, by_user_id=nour, at=clock.now())
        confirm_account(request_id=request.id, by_user_id=sacha, at=clock.now())
        one = Membership.objects.get(user_id=nour)
        assert one.role == Role.COORDINATOR
        assert change_role(membership=one, role=Role.WORKER, by_user_id=camille, at=clock.now())


def test_who_leaves_is_no_longer_called_and_somebody_keeps_looking_after(lanterne: Association) -> None:
    with lanterne.inside():
        end_member(
            membership=Membership.objects.get(user_id=lanterne.staff["camille"]), by_user_id=lanterne.staff["sacha"]
        )
        assert not DutyPerson.objects.filter(user_id=lanterne.staff["camille"]).exists()
        last = Membership.objects.get(user_id=lanterne.staff["sacha"])
        with pytest.raises(LastManager):
            end_member(membership=last, by_user_id=lanterne.staff["sacha"])
        with pytest.raises(LastManager):
            change_role(membership=last, role=Role.WORKER, by_user_id=lanterne.staff["sacha"], at=clock.now())


def test_vetting_is_seen_by_somebody_else_and_dated(lanterne: Association) -> None:
    today = clock.now().date()
    with lanterne.inside():
        one = Membership.objects.get(user_id=lanterne.staff["nour"])
        with pytest.raises(NotYourself):
            note_vetting(membership=one, seen_on=today, by_user_id=one.user_id, today=today)
        for wrong in (None, today + timedelta(days=1), date.max):
            with pytest.raises(WrongVetting):
                note_vetting(membership=one, seen_on=wrong, by_user_id=lanterne.staff["camille"], today=today)
        note_vetting(membership=one, seen_on=today, by_user_id=lanterne.staff["camille"], today=today)
        assert AuditFact.objects.filter(action="vetting_noted", subject_id=str(one.user_id)).count() == 1


def test_the_other_association_sees_and_decides_nothing(lanterne: Association, quai: Association) -> None:
    request_id, _ = invited(lanterne)
    with quai.inside(), pytest.raises(AccountRequest.DoesNotExist):
        confirm_account(request_id=request_id, by_user_id=quai.staff["gwen"], at=clock.now())
    with pytest.raises(InvitationOver):
        accept(quai, request_id)


NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOURS = st.integers(-48, 48).map(lambda hours: NOON + timedelta(hours=hours))


@given(accepted=st.none() | HOURS, confirmed=st.none() | HOURS)
def test_nothing_opens_before_acceptance_nor_later_than_a_day_after(
    accepted: datetime | None, confirmed: datetime | None
) -> None:
    opening = opens_at(accepted_at=accepted, confirmed_at=confirmed)
    if accepted is None:
        assert opening is None
        return
    assert opening is not None
    assert accepted <= opening <= accepted + WAITS
    if confirmed is None:
        assert opening == accepted + WAITS


def test_the_database_itself_refuses_one_person_as_two(lanterne: Association) -> None:
    from django.db import IntegrityError, transaction  # noqa: PLC0415 - once Django is there

    request_id, _ = invited(lanterne)
    with lanterne.inside(), pytest.raises(IntegrityError), transaction.atomic():
        AccountRequest.objects.filter(id=request_id).update(confirmed_by_id=lanterne.staff["camille"])
