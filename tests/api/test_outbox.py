from __future__ import annotations

import pytest
from django.test import Client

from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.people.models import PersonKey
from maraude.apps.tenancy.context import tenant
from maraude.channels.generic.signature import sign
from maraude.lib import clock
from tests.api.support.client import Api
from tests.api.support.partner import answer, fetch, let_leave
from tests.api.support.world import Association, hear


def test_a_partner_fetches_what_left_in_its_own_words(lanterne: Association, nour: Api) -> None:
    (message_id,) = answer(nour, hear(lanterne, "salut", thread="borne-12"), "Bonsoir !")
    let_leave(lanterne)
    assert fetch(lanterne).json["results"] == [
        {"conversation": "borne-12", "message_id": message_id, "text": "Bonsoir !", "at": "2026-11-23T21:00:00Z"}
    ]


def test_what_has_not_left_yet_is_not_shown(lanterne: Association, nour: Api) -> None:
    answer(nour, hear(lanterne, "salut"), "Bonsoir !")
    assert fetch(lanterne).json == {"results": [], "next": None}


def test_nothing_is_given_twice_to_who_sends_next_back(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "salut")
    answer(nour, conversation, "un", "deux")
    let_leave(lanterne)
    first = fetch(lanterne, "after=").json
    answer(nour, conversation, "trois")
    let_leave(lanterne)
    second = fetch(lanterne, f"after={first['next']}").json
    assert [[one["text"] for one in page["results"]] for page in (first, second)] == [["un", "deux"], ["trois"]]


def test_next_stays_where_it_was_when_nothing_is_new(lanterne: Association, nour: Api) -> None:
    answer(nour, hear(lanterne, "salut"), "Bonsoir !")
    let_leave(lanterne)
    place = fetch(lanterne).json["next"]
    assert fetch(lanterne, f"after={place}").json == {"results": [], "next": place}


def test_an_erased_persons_messages_are_gone_and_the_next_ones_come(lanterne: Association, nour: Api) -> None:
    answer(nour, hear(lanterne, "salut"), "Bonsoir !")
    with tenant(lanterne.org_id):
        PersonKey.objects.all().delete()
    answer(nour, hear(lanterne, "coucou", thread="lina"), "Et toi ?")
    let_leave(lanterne)
    assert [one["text"] for one in fetch(lanterne).json["results"]] == ["Et toi ?"]


def test_another_accounts_messages_are_not_given(lanterne: Association, quai: Association) -> None:
    answer(Api(token=quai.token), hear(quai, "salut"), "Bonsoir !")
    let_leave(quai)
    assert fetch(lanterne).json["results"] == []


@pytest.mark.parametrize("late_s", [301, -301])
def test_an_old_signature_is_refused(lanterne: Association, late_s: int) -> None:
    assert fetch(lanterne, late_s=late_s).status == 401


def test_a_signature_under_another_secret_is_refused(lanterne: Association, quai: Association) -> None:
    assert fetch(lanterne, secret=quai.secret).status == 401


def test_a_signature_over_another_query_is_refused(lanterne: Association) -> None:
    timestamp = str(int(clock.unix()))
    signature = sign(secret=lanterne.secret, timestamp=int(timestamp), signed=b"after=5")
    headers = {"X-Maraude-Timestamp": timestamp, "X-Maraude-Signature": signature}
    assert Client().get(f"/in/generic/{lanterne.account_key}/outbox?after=0", headers=headers).status_code == 401


def test_without_a_signature_nothing_is_given(lanterne: Association) -> None:
    assert Client().get(f"/in/generic/{lanterne.account_key}/outbox").status_code == 401


@pytest.mark.parametrize("key", ["short", "unknown-account-key", "%00-account-key", "k" * 65])
def test_an_unknown_account_is_not_found(lanterne: Association, key: str) -> None:
    assert fetch(lanterne, key=key).status == 404


def test_a_closed_account_is_not_found(lanterne: Association) -> None:
    with tenant(lanterne.org_id):
        ChannelAccount.objects.update(is_active=False)
    assert fetch(lanterne).status == 404


@pytest.mark.parametrize("after", ["x", "-1", "1.5", "9" * 19, "%C2%B2", "%D9%A3"])
def test_a_place_that_is_not_ours_is_refused(lanterne: Association, after: str) -> None:
    assert fetch(lanterne, f"after={after}").status == 400


def test_the_outbox_is_only_read(lanterne: Association) -> None:
    response = Client().post(f"/in/generic/{lanterne.account_key}/outbox")
    assert (response.status_code, response["Allow"]) == (405, "GET")
