"""Connecting WhatsApp, Messenger and Instagram as a coordinator does, against a double of Meta's Graph API."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.outreach.actions.open_door import open_door
from maraude.apps.outreach.models import DoorKind
from maraude.lib import clock
from tests.support.meta import APP_SECRET, BUSINESS, INSTAGRAM, NUMBER, PAGE, TOKEN, Graph, graph_double
from tests.support.world import another_account

pytestmark = pytest.mark.enable_socket
CHANNELS = {"whatsapp": "+33 6 39 98 00 00", "messenger": "Lanterne", "instagram": "@lanterne.asso"}


@pytest.fixture
def graph(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Graph]:
    with graph_double() as server:
        monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", server.url.removeprefix("http://"))
        settings.GRAPH_API = server.url
        yield server


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    client = signed_in(lanterne.staff["camille"])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


def form(**other: str) -> dict[str, str]:
    known = {"token": TOKEN, "app_secret": APP_SECRET, "phone_number_id": NUMBER, "business_id": BUSINESS}
    return {**known, **other}


def connect(client: Client, channel: str, **other: str) -> str:
    return client.post(f"/settings/channels/meta/{channel}/add", form(**other), follow=True).content.decode()


def accounts(association: Any) -> list[ChannelAccount]:
    with association.inside():
        return list(ChannelAccount.objects.filter(channel__in=CHANNELS, is_active=True))


@pytest.mark.parametrize("channel", CHANNELS)
def test_an_account_is_connected_once_meta_knows_it(lanterne: Any, camille: Client, graph: Graph, channel: str) -> None:
    page = connect(camille, channel)
    (account,) = accounts(lanterne)
    with lanterne.inside():
        known = account_secrets(account)
    assert (account.channel, account.name) == (channel, CHANNELS[channel])
    assert f"/in/{channel}/{account.key}" in page
    assert known["secret"] in page
    assert TOKEN not in page
    assert APP_SECRET not in page
    assert known["object_id"] == {"whatsapp": NUMBER, "messenger": PAGE, "instagram": INSTAGRAM}[channel]
    subscribed = [path for method, path, _ in graph.calls if method == "POST"]
    assert subscribed == [f"/{BUSINESS}/subscribed_apps" if channel == "whatsapp" else "/me/subscribed_apps"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("messenger", {"token": "x"}), "refuse ce jeton"),
        (("messenger", {"token": ""}), "refuse ce jeton"),
        (("messenger", {"token": "é\r\nx: y"}), "refuse ce jeton"),
        (("messenger", {"app_secret": "another"}), "refuse ce jeton"),
        (("whatsapp", {"phone_number_id": "../me"}), "faits de chiffres"),
        (("whatsapp", {"business_id": ""}), "faits de chiffres"),
        (("whatsapp", {"phone_number_id": "999999999"}), "refuse ce jeton"),
    ],
)
def test_what_meta_would_refuse_connects_nothing(
    lanterne: Any, camille: Client, graph: Graph, typed: tuple[str, dict[str, str]], said: str
) -> None:
    channel, wrong = typed
    assert said in connect(camille, channel, **wrong)
    assert accounts(lanterne) == []
    assert not [path for method, path, _ in graph.calls if method == "POST"]


def test_a_page_without_instagram_is_told_what_to_do(lanterne: Any, camille: Client, graph: Graph) -> None:
    graph.linked = False
    assert "compte Instagram professionnel" in connect(camille, "instagram")
    assert accounts(lanterne) == []


@pytest.mark.usefixtures("graph")
def test_the_same_account_is_not_connected_twice(lanterne: Any, camille: Client) -> None:
    connect(camille, "messenger")
    assert "déjà" in connect(camille, "messenger")
    assert len(accounts(lanterne)) == 1


def test_meta_away_connects_nothing_and_says_so(lanterne: Any, camille: Client, settings: Any) -> None:
    settings.GRAPH_API = "http://127.0.0.1:9"
    assert "Meta ne répond pas" in connect(camille, "messenger")
    assert accounts(lanterne) == []


def test_without_https_it_says_what_to_set(camille: Client, settings: Any) -> None:
    settings.GRAPH_API, settings.PUBLIC_URL = "", "http://127.0.0.1:8000"
    assert "MARAUDE_PUBLIC_URL" in camille.get("/settings/channels/meta/whatsapp").content.decode()
    assert "MARAUDE_PUBLIC_URL" in connect(camille, "whatsapp")


def test_checking_tells_of_silence_and_of_a_token_that_ends(lanterne: Any, camille: Client, graph: Graph) -> None:
    connect(camille, "messenger")
    (account,) = accounts(lanterne)
    check = f"/settings/channels/meta/{account.id}/check"
    page = camille.post(check, follow=True).content.decode()
    assert "rien n&#x27;est arrivé depuis sept jours" in page
    assert "expire dans" not in page
    graph.expires_at = int((clock.now() + timedelta(days=3, hours=1)).timestamp())
    assert "expire dans 3 jours" in camille.post(check, follow=True).content.decode()


@pytest.mark.usefixtures("graph")
def test_disconnecting_closes_it_here_and_is_recorded(lanterne: Any, camille: Client) -> None:
    connect(camille, "instagram")
    (account,) = accounts(lanterne)
    camille.post(f"/settings/channels/meta/{account.id}/end")
    assert accounts(lanterne) == []
    with lanterne.inside():
        assert AuditFact.objects.filter(action="account_closed", subject_id=account.id).exists()


@pytest.mark.usefixtures("graph")
def test_another_association_cannot_look_after_it(
    lanterne: Any, camille: Client, quai: Any, signed_in: Callable[[int], Client]
) -> None:
    connect(camille, "messenger")
    (account,) = accounts(lanterne)
    stranger = signed_in(quai.staff["gwen"])
    for gesture in ("check", "end"):
        assert stranger.post(f"/settings/channels/meta/{account.id}/{gesture}").status_code == 404
    assert len(accounts(lanterne)) == 1


def test_an_unknown_channel_is_no_page(camille: Client) -> None:
    assert camille.get("/settings/channels/meta/threads").status_code == 404
    assert camille.post("/settings/channels/meta/telegram/add", form()).status_code == 404


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("whatsapp", "https://wa.me/33639980000"),
        ("messenger", f"https://m.me/{PAGE}?ref="),
        ("instagram", "https://ig.me/m/lanterne.asso?ref="),
    ],
)
def test_a_door_offers_the_account_and_carries_its_code(
    lanterne: Any, camille: Client, channel: str, address: str
) -> None:
    connect(camille, channel)
    another_account(lanterne, channel="webchat")
    with lanterne.inside():
        door = open_door(
            org_id=lanterne.org_id, kind=DoorKind.POSTER, place="Gare", put_up_on=clock.now().date(), by_user_id=None,
            at=clock.now(),
        )  # fmt: skip
    code = door.code
    page = Client().get(f"/r/{code}").content.decode()
    assert address + (code if "ref" in address else "") in page
