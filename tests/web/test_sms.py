"""Connecting a number as a coordinator does, and what a worker sees before a text leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.models import ChannelAccount
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.kannel import PASSWORD, USER, Kannel, kannel_double
from tests.support.world import another_account

pytestmark = pytest.mark.enable_socket
PAGE, ADD = "/settings/channels", "/settings/channels/sms"


@pytest.fixture
def kannel(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kannel]:
    with kannel_double() as server:
        monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", server.url.removeprefix("http://").rstrip("/"))
        yield server


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    client = signed_in(lanterne.staff["camille"])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


def connect(client: Client, kannel: Kannel, **other: str) -> str:
    typed = {"number": "38001", "url": kannel.url, "user": USER, "password": PASSWORD, **other}
    return client.post(ADD, typed, follow=True).content.decode()


def numbers(association: Any) -> list[ChannelAccount]:
    with association.inside():
        return list(ChannelAccount.objects.filter(channel="sms", is_active=True))


def test_a_number_is_connected_once_kannel_knows_us_and_its_lines_are_shown(
    lanterne: Any, camille: Client, kannel: Kannel
) -> None:
    page = connect(camille, kannel)
    (account,) = numbers(lanterne)
    assert f"/in/sms/{account.key}?secret=" in page
    assert PASSWORD not in page
    assert kannel.sent == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "x"}, "refuse cet utilisateur"),
        ({"password": ""}, "refuse cet utilisateur"),
        ({"user": "é\r\nx: y"}, "refuse cet utilisateur"),
        ({"number": "ORANGE"}, "en chiffres"),
        ({"url": "kannel"}, "commencer par http"),
        ({"url": "http://127.0.0.1:9/"}, "ne répond pas"),
        ({"url": "http://169.254.169.254/latest"}, "ne répond pas"),
    ],
)
def test_what_kannel_would_refuse_connects_nothing(
    lanterne: Any, camille: Client, kannel: Kannel, typed: dict[str, str], said: str
) -> None:
    assert said in connect(camille, kannel, **typed)
    assert numbers(lanterne) == []


def test_the_same_number_is_not_connected_twice(lanterne: Any, camille: Client, kannel: Kannel) -> None:
    connect(camille, kannel)
    assert "déjà branché" in connect(camille, kannel, number="38 001")
    assert len(numbers(lanterne)) == 1


def test_a_check_says_whether_anything_came(lanterne: Any, camille: Client, kannel: Kannel) -> None:
    connect(camille, kannel)
    (account,) = numbers(lanterne)
    check = f"{ADD}/{account.id}/check"
    assert "rien n&#x27;en est venu" in camille.post(check, follow=True).content.decode()
    with lanterne.inside():
        say(_by(lanterne, account), event("slt"))
    assert "Ça marche" in camille.post(check, follow=True).content.decode()


def test_disconnecting_closes_the_number_and_is_audited(lanterne: Any, camille: Client, kannel: Kannel) -> None:
    connect(camille, kannel)
    (account,) = numbers(lanterne)
    camille.post(f"{ADD}/{account.id}/end")
    assert numbers(lanterne) == []
    assert camille.get(f"{ADD}/{account.id}").status_code == 404
    with lanterne.inside():
        assert AuditFact.objects.filter(action="account_closed").count() == 1


def test_a_worker_sees_neither_lines_nor_form(
    lanterne: Any, camille: Client, kannel: Kannel, signed_in: Callable[[int], Client]
) -> None:
    connect(camille, kannel)
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get(f"{ADD}/{numbers(lanterne)[0].id}").status_code == 403
    assert nour.post(ADD, {}).status_code == 403


def test_the_reply_box_says_what_an_sms_holds(
    lanterne: Any, process: Process, signed_in: Callable[[int], Client]
) -> None:
    number = another_account(lanterne, channel="sms")
    say(number, replace(event("slt", thread="+33639981238"), channel="sms"))
    process()
    page = signed_in(lanterne.staff["nour"]).get(f"/c/{number.thread('+33639981238')}/").content.decode()
    assert "data-maraude-sms" in page
    assert "+33639981238" not in page


def _by(association: Any, account: ChannelAccount) -> Any:
    return replace(association, key=account.key, account_id=account.id)
