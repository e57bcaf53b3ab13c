"""Connecting Discord as a coordinator does: one token, one switch, the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from time import time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation, Delivery, Message, OutboxItem
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.lib.line_state import LineState, line_folder, write_line_state
from tests.support.discord import APPLICATION, PUBLIC_KEY, TOKEN, Discord, discord_server
from tests.support.door import say
from tests.support.events import event

pytestmark = pytest.mark.enable_socket
PAGE = "/settings/channels/discord"


@pytest.fixture(autouse=True)
def discord(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Discord]:
    monkeypatch.setenv("MARAUDE_ALLOW_PRIVATE_ADDRESSES", "1")
    with discord_server() as server:
        settings.DISCORD_API, server.tries_us = server.url, False  # nobody listens in these tests; a journey does
        yield server


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


def application(association: Any) -> ChannelAccount:
    with association.inside():
        return ChannelAccount.objects.get(channel="discord")


def do(client: Client, association: Any, gesture: str) -> str:
    answer = client.post(f"{PAGE}/{application(association).id}/{gesture}", follow=True)
    return unescape(answer.content.decode())


def test_a_token_is_enough_discord_says_the_rest(lanterne: Any, camille: Client) -> None:
    page = camille.post(f"{PAGE}/add", {"token": f" {TOKEN} "}, follow=True).content.decode()
    assert all(shown in page for shown in ("La Lanterne", APPLICATION, PUBLIC_KEY))
    assert TOKEN not in page
    with lanterne.inside():
        secrets = account_secrets(application(lanterne))
    assert (secrets["application_id"], secrets["public_key"], secrets["token"]) == (APPLICATION, PUBLIC_KEY, TOKEN)


def test_switching_on_registers_the_commands_and_gives_our_address(
    lanterne: Any, camille: Client, discord: Discord
) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    assert "en marche" in do(camille, lanterne, "on")
    assert [one["name"] for one in discord.commands] == ["aide", "stop", "Je m'inquiète pour quelqu'un", "panneau"]
    assert discord.endpoint.endswith(f"/in/discord/{application(lanterne).key}")
    edit = next(said for method, _, said in discord.calls if method == "PATCH")
    assert edit["event_webhooks_types"] == ["APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED"]
    assert {one["oauth2_install_params"]["permissions"] for one in edit["integration_types_config"].values()} == {"0"}


def test_only_who_runs_a_server_may_put_a_panel_up(lanterne: Any, camille: Client, discord: Discord) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    do(camille, lanterne, "on")
    permissions = {one["name"]: one.get("default_member_permissions") for one in discord.commands}
    assert permissions == {"aide": None, "stop": None, "Je m'inquiète pour quelqu'un": None, "panneau": "32"}


def test_an_address_that_discord_cannot_reach_is_said(lanterne: Any, camille: Client, discord: Discord) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    discord.tries_us = True
    assert "n'a pas pu joindre" in do(camille, lanterne, "on")


def test_a_check_tells_on_from_off(lanterne: Any, camille: Client, discord: Discord) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    assert "n'écrit pas à notre adresse" in do(camille, lanterne, "check")
    do(camille, lanterne, "on")
    assert "Ça marche" in do(camille, lanterne, "check")
    discord.endpoint = "https://elsewhere.example/in/discord/x"
    assert "n'écrit pas à notre adresse" in do(camille, lanterne, "check")


@pytest.mark.parametrize("token", ["", "x", "é" * 60, TOKEN[:-1] + "!", f"{TOKEN}x", "a" * 500])
def test_a_wrong_token_connects_nothing(lanterne: Any, camille: Client, token: str) -> None:
    page = camille.post(f"{PAGE}/add", {"token": token}, follow=True).content.decode()
    assert "ne connaît pas ce jeton" in page
    with lanterne.inside():
        assert not ChannelAccount.objects.filter(channel="discord").exists()


@pytest.mark.parametrize("told", [{}, {"id": "x", "name": "y", "verify_key": "zz"}, [1]])
def test_a_strange_answer_connects_nothing(camille: Client, discord: Discord, told: Any) -> None:
    discord.moods["/applications/@me"] = (200, told)
    assert "ne répond pas" in camille.post(f"{PAGE}/add", {"token": TOKEN}, follow=True).content.decode()


def test_the_same_application_is_not_connected_twice(lanterne: Any, camille: Client) -> None:
    for _ in range(2):
        page = camille.post(f"{PAGE}/add", {"token": TOKEN}, follow=True).content.decode()
    assert "déjà branché" in page
    assert application(lanterne).is_active


def test_without_https_it_says_what_to_set(camille: Client, settings: Any) -> None:
    settings.DISCORD_API, settings.PUBLIC_URL = "", "http://127.0.0.1:8000"
    assert "MARAUDE_PUBLIC_URL" in camille.get(PAGE).content.decode()


def test_disconnecting_takes_the_commands_away_and_is_audited(lanterne: Any, camille: Client, discord: Discord) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    do(camille, lanterne, "on")
    do(camille, lanterne, "end")
    assert (application(lanterne).is_active, discord.commands, discord.endpoint) == (False, [], "")
    with lanterne.inside():
        assert AuditFact.objects.filter(action="account_closed").count() == 1


def test_disconnecting_works_when_discord_does_not_answer(lanterne: Any, camille: Client, discord: Discord) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    discord.moods["/commands"] = (503, {})
    do(camille, lanterne, "end")
    assert not application(lanterne).is_active


def test_another_association_finds_nothing_to_switch(
    lanterne: Any, quai: Any, camille: Client, signed_in: Callable[[int], Client]
) -> None:
    camille.post(f"{PAGE}/add", {"token": TOKEN})
    gwen = signed_in(quai.staff["gwen"])
    for gesture in ("on", "check", "end"):
        assert gwen.post(f"{PAGE}/{application(lanterne).id}/{gesture}").status_code == 404
    assert application(lanterne).is_active


def test_a_worker_connects_nothing(lanterne: Any, signed_in: Callable[[int], Client], discord: Discord) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get(PAGE).status_code == 403
    assert nour.post(f"{PAGE}/add", {"token": TOKEN}).status_code == 403
    assert not discord.calls


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (None, "pas de limite de temps"),
        (600, "vous pouvez répondre jusqu"),
        (-1, "Le délai pour répondre sur ce canal est passé"),
    ],
)
def test_the_box_shows_until_when_before_anybody_types(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int], seconds: int | None, shown: str
) -> None:
    say(lanterne, event("bonsoir"))
    process()
    until = timezone.now() + timedelta(seconds=seconds) if seconds is not None else None
    with lanterne.inside():
        Conversation.objects.update(channel="discord", answer_until=until)
    page = signed_in(lanterne.staff["nour"]).get(f"/c/{lanterne.thread()}/").content.decode()
    assert shown in page


def test_an_answer_that_did_not_arrive_says_why(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    say(lanterne, event("bonsoir"))
    process()
    nour = signed_in(lanterne.staff["nour"])
    address = f"/c/{lanterne.thread()}/"
    nour.post(f"{address}reply", {"text": "Bonsoir", "key": "k", "as": "reply"})
    with lanterne.inside():
        Conversation.objects.update(channel="discord")
        Message.objects.filter(direction="out").update(delivery=Delivery.REFUSED)
        OutboxItem.objects.update(state="refused", last_error="dm_closed")
    assert "messages privés sont fermés" in nour.get(address).content.decode()


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (LineState(is_up=True), "Tout marche"),
        (LineState(is_up=False, code="unreachable"), "La ligne est coupée"),
        (LineState(is_up=False, code="auth"), "La plateforme nous refuse"),
        (None, "La ligne est coupée"),
    ],
)
def test_the_health_page_tells_a_line_that_is_down(
    lanterne: Any,
    signed_in: Callable[[int], Client],
    settings: Any,
    state: LineState | None,
    shown: str,
) -> None:
    signed_in(lanterne.staff["camille"]).post(f"{PAGE}/add", {"token": TOKEN})
    folder = line_folder(settings.HOME, application(lanterne).id)
    folder.mkdir(parents=True)
    if state is not None:
        write_line_state(folder, replace(state, at=time()))
    page = unescape(signed_in(lanterne.staff["sacha"]).get("/settings/health").content.decode())
    channels = page[page.index("La Lanterne</strong> · Discord") :]
    assert (shown in channels) is (shown != "Tout marche")
    assert ("La ligne est coupée" in channels) is ("coupée" in shown)
