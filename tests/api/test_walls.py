"""Two associations, one API: nothing of one is seen or moved by the other."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from maraude.api.routes import ROUTES
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.referrals.actions.prepare_referral import prepare_referral
from maraude.apps.safety.models import Alert
from maraude.apps.tenancy.context import tenant
from tests.api.support.client import Api
from tests.api.support.world import DANGER, EVENING, Association, alarm, hear
from tests.support.handovers import CARD

CANARY = "canari-du-quai"
BODIES = {
    "post_message": {"text": "Bonsoir.", "idempotency_key": "k"},
    "close_alert": {"reason": "other"},
}
WITH_ID = [route for route in ROUTES if "{id}" in route.path]
LISTS = [route for route in ROUTES if "{id}" not in route.path and not route.writes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """What the other association has."""

    association: Association
    subjects: dict[str, str]
    secrets: list[str]


@pytest.fixture
def theirs(quai: Association) -> Theirs:
    conversation = hear(quai, CANARY, thread=CANARY, risk=DANGER)
    alert = alarm(quai, conversation)
    with tenant(quai.org_id):
        person = str(Conversation.objects.get().person_id)
        message = str(Message.objects.get().id)
        referral = prepare_referral(
            conversation=Conversation.objects.get(), card=CARD, note=CANARY, by_user_id=quai.worker_id, at=EVENING
        )
    return Theirs(
        association=quai,
        subjects={"conversations": str(conversation), "alerts": str(alert), "referrals": str(referral.id)},
        secrets=[CANARY, str(conversation), str(alert), person, message, str(referral.id)],
    )


def call(api: Api, route: Any, subject: str = "", **query: str) -> Any:
    body = json.dumps(BODIES.get(route.name, {})).encode() if route.writes else b""
    return api.call(route.method, route.path.replace("{id}", subject), body=body, query=query)


@pytest.mark.parametrize("route", WITH_ID, ids=lambda route: route.name)
def test_ids_of_another_association_are_not_found(nour: Api, theirs: Theirs, route: Any) -> None:
    subject = theirs.subjects[route.path.split("/")[1]]
    assert call(nour, route, subject).status == 404
    assert call(nour, route, subject).json == call(nour, route, "0" * 36).json


@pytest.mark.parametrize("route", WITH_ID, ids=lambda route: route.name)
def test_the_same_ids_are_found_by_their_own_association(theirs: Theirs, route: Any) -> None:
    reply = call(Api(token=theirs.association.token), route, theirs.subjects[route.path.split("/")[1]])
    assert reply.status in {200, 201}


@pytest.mark.parametrize("holder", ["nour", "kiosk"])
@pytest.mark.parametrize("route", LISTS, ids=lambda route: route.name)
def test_lists_show_nothing_of_another_association(
    request: pytest.FixtureRequest, theirs: Theirs, route: Any, holder: str
) -> None:
    choices = next(type(one.default) for one in route.query if one.default is not None)
    name = next(one.name for one in route.query if one.default is not None)
    for choice in choices:
        shown = json.dumps(call(request.getfixturevalue(holder), route, **{name: choice.value}).json)
        assert not [secret for secret in theirs.secrets if secret in shown]


def test_the_canary_is_seen_where_it_lives(theirs: Theirs) -> None:
    own = Api(token=theirs.association.token)
    referral = own.get(f"/referrals/{theirs.subjects['referrals']}").json
    shown = json.dumps([own.get("/conversations").json, own.get("/alerts").json, referral])
    assert {CANARY, *theirs.subjects.values()} <= {secret for secret in theirs.secrets if secret in shown}


@pytest.mark.parametrize("route", [route for route in WITH_ID if route.writes], ids=lambda route: route.name)
def test_nothing_of_another_association_moves(nour: Api, theirs: Theirs, route: Any) -> None:
    call(nour, route, theirs.subjects[route.path.split("/")[1]])
    with tenant(theirs.association.org_id):
        assert Message.objects.count() == 1
        assert Alert.objects.get().state == "raised"
        assert Conversation.objects.get().assigned_to_id is None


def test_a_cursor_of_another_association_shows_nothing_of_it(nour: Api, theirs: Theirs) -> None:
    for place in range(26):
        hear(theirs.association, CANARY, thread=f"p{place}")
    cursor = Api(token=theirs.association.token).get("/conversations").json["next"]
    assert nour.get("/conversations", cursor=cursor).json == {"results": [], "next": None}
