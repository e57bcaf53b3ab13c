from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.actions.stop_contact import stop_contact
from maraude.apps.referrals.actions.decide_sheet import release
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Referral
from maraude.apps.tenancy.context import tenant
from tests.api.support.client import Api, Reply
from tests.api.support.world import EVENING, Association, hear
from tests.support.directory import put_service, put_structure


@pytest.fixture
def service() -> str:
    return put_service(put_structure()).id


@pytest.fixture
def conversation(lanterne: Association) -> UUID:
    return hear(lanterne, "salut, j'ai 17 ans")


@pytest.fixture
def demo(settings: Any, lanterne: Association) -> None:
    settings.IS_DEMO = True
    with tenant(lanterne.org_id):
        Organisation.objects.update(is_demo=True)


def propose(api: Api, conversation: object, service: str, **more: object) -> Reply:
    return api.post("/referrals", {"conversation": str(conversation), "service_id": service, **more})


def test_a_sheet_is_proposed_in_the_workers_name(
    lanterne: Association, nour: Api, conversation: UUID, service: str
) -> None:
    reply = propose(nour, conversation, service, note="Préfère le matin.")
    assert (reply.status, reply.json["state"]) == (201, "proposed")
    assert (reply.json["person_url"], reply.json["structure_url"]) == (None, None)
    with tenant(lanterne.org_id):
        assert Referral.objects.get().proposed_by_id == lanterne.worker_id
    assert nour.get(f"/referrals/{reply.json['id']}").json == reply.json


def test_proposing_the_same_service_again_returns_the_same_hand_over(
    nour: Api, conversation: UUID, service: str
) -> None:
    first, again = propose(nour, conversation, service), propose(nour, conversation, service)
    assert (first.status, again.status) == (201, 200)
    assert first.json == again.json


@pytest.mark.usefixtures("demo")
def test_in_the_demo_the_address_of_the_young_persons_page_is_given(
    nour: Api, conversation: UUID, service: str
) -> None:
    reply = propose(nour, conversation, service)
    assert "/me/" in reply.json["person_url"]
    assert nour.get(f"/referrals/{reply.json['id']}").json["person_url"] == reply.json["person_url"]


def test_the_structures_address_is_given_once_released_and_never_to_an_integration(
    lanterne: Association, nour: Api, kiosk: Api, conversation: UUID, service: str
) -> None:
    referral_id = propose(nour, conversation, service).json["id"]
    with tenant(lanterne.org_id):
        referral, thread = hold(UUID(referral_id))
        release(referral=referral, conversation=thread, at=EVENING)
    seen = nour.get(f"/referrals/{referral_id}").json
    assert (seen["state"], "/s/" in seen["structure_url"]) == ("released", True)
    assert kiosk.get(f"/referrals/{referral_id}").json["structure_url"] is None


def test_the_address_of_the_page_is_in_no_message_that_the_api_shows(
    nour: Api, conversation: UUID, service: str
) -> None:
    propose(nour, conversation, service)
    shown = nour.get(f"/conversations/{conversation}").json
    assert "/me/…" in str(shown)
    assert all(len(part.split("'")[0]) < 3 for part in str(shown).split("/me/")[1:])


def test_an_integration_opens_no_hand_over(kiosk: Api, conversation: UUID, service: str) -> None:
    assert propose(kiosk, conversation, service).status == 403


def test_a_token_of_another_scope_opens_none(lanterne: Association, conversation: UUID, service: str) -> None:
    with tenant(lanterne.org_id):
        token = create_token(org_id=lanterne.org_id, name="x", user_id=lanterne.worker_id, actor="test")
        from maraude.apps.orgs.models import ApiToken  # noqa: PLC0415

        ApiToken.objects.filter(name="x").update(scopes=["alerts"])
    assert propose(Api(token=token), conversation, service).status == 403


def test_unknown_and_foreign_ids_are_not_found(quai: Association, nour: Api, conversation: UUID, service: str) -> None:
    theirs = hear(quai, "salut")
    assert propose(nour, theirs, service).status == 404
    assert propose(nour, uuid4(), service).status == 404
    assert propose(nour, conversation, "nope").status == 404
    referral_id = propose(nour, conversation, service).json["id"]
    assert Api(token=quai.token).get(f"/referrals/{referral_id}").status == 404


@pytest.mark.parametrize("body", [None, {}, {"conversation": "x", "service_id": "y"}, {"conversation": 3}, []])
@pytest.mark.usefixtures("lanterne")
def test_a_malformed_body_names_its_place(nour: Api, body: object) -> None:
    assert nour.post("/referrals", body).status == 400


def test_a_note_too_long_is_malformed(nour: Api, conversation: UUID, service: str) -> None:
    assert propose(nour, conversation, service, note="a" * 10_001).status == 400
    assert propose(nour, conversation, service, note="a" * 10_000).status == 201


def test_after_a_stop_nothing_is_proposed(lanterne: Association, nour: Api, conversation: UUID, service: str) -> None:
    with tenant(lanterne.org_id):
        from maraude.apps.inbox.models import Conversation  # noqa: PLC0415

        person_id = Conversation.objects.get().person_id
        stop_contact(org_id=lanterne.org_id, person_id=person_id, at=EVENING)
    reply = propose(nour, conversation, service)
    assert (reply.status, reply.json["code"]) == (409, "stopped")
    with tenant(lanterne.org_id):
        assert not Referral.objects.exists()
