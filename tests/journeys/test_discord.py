"""A young person writes on Discord: switched on by its page, a form, an answer, somebody else. Real processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually, running_house
from tests.journeys.conftest import sign_in
from tests.support.discord import ENZO, OTHER_KEY, TOKEN, Discord, about_somebody, snowflake, user, written
from tests.support.discord_gateway import GatewayThread

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def gateway() -> Iterator[GatewayThread]:
    with GatewayThread(Discord()).serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def discord(gateway: GatewayThread) -> Discord:
    assert gateway.double.discord is not None
    return gateway.double.discord


@pytest.fixture(scope="module")
def house(discord: Discord, browser: Browser) -> Iterator[RunningHouse]:
    """A house that a coordinator connected on its page: no test leans on what another did first."""
    with running_house(MARAUDE_DISCORD_API=discord.url, MARAUDE_ALLOW_PRIVATE_ADDRESSES="1") as running:
        with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
            _connect(sign_in(context, running.url, "camille@lanterne.example"), running)
        yield running


def now() -> str:
    return snowflake(datetime.now(UTC))


def test_from_a_token_to_an_answer(house: RunningHouse, discord: Discord, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        page = sign_in(context, house.url, "camille@lanterne.example")
        assert [one["name"] for one in discord.commands][:1] == ["aide"]  # Discord tried us, with a false signature too

        form = written("slt c la 1re fois que jecris ici", id=now())
        answers = [discord.send(form) for _ in range(2)]
        assert [(one.status_code, one.json()["type"]) for one in answers] == [(200, 4), (200, 4)]
        eventually(lambda: "1re fois" in house.api("/conversations?folder=all").text)
        page.goto(f"{house.url}/inbox/")
        row = page.locator("li.row", has_text="1re fois que jecris")
        expect(row).to_have_count(1)
        row.locator("a").first.click()
        expect(page.locator(".thread__head")).to_contain_text("Discord")
        page.fill("#reply-text", "Bonsoir, je suis là.")
        page.keyboard.press("Control+Enter")
        eventually(lambda: [path for path, _ in discord.sent if path == f"/channels/9{ENZO}/messages"])

        assert discord.send(about_somebody(id=now())).json()["type"] == 9
        report = written("ma pote parle de partir", form="worry", id=now(), member={"user": {"id": "77"}})
        report["data"] |= about_somebody()["data"] | report["data"]
        assert discord.send(report).status_code == 200
        eventually(lambda: "ma pote parle de partir" in house.api("/conversations?folder=all").text)
        assert "LOU" not in house.api("/conversations?folder=all").text


def test_what_is_typed_in_private_is_heard_and_a_killed_listener_catches_up(
    house: RunningHouse, gateway: GatewayThread, browser: Browser
) -> None:
    double = gateway.double
    eventually(lambda: bool(double.sockets), within_s=30)
    gateway.say("MESSAGE_CREATE", _typed("jsuis passee par les mp", second=0))
    eventually(lambda: "passee par les mp" in house.api("/conversations?folder=all").text)

    double.history["9501"] = [_typed("jsuis passee par les mp", second=0), _typed("tjrs la ?", second=1)]
    os.kill(house.pids()["listener"], signal.SIGKILL)
    eventually(lambda: "tjrs la ?" in house.api("/conversations?folder=all").text, within_s=30)
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, "camille@lanterne.example")
        page.goto(f"{house.url}/settings/channels/discord")
        expect(page.locator("main")).to_contain_text("Ce qu'on lui écrit en privé est entendu")


def test_danger_on_discord_has_its_alert_before_the_answer(house: RunningHouse, discord: Discord) -> None:
    before = len(house.api("/alerts").json()["results"])
    told = discord.send(written("je vais me tuer ce soir", id=now(), member={"user": {"id": "78"}}))
    assert "112" in told.json()["data"]["content"]
    assert len(house.api("/alerts").json()["results"]) == before + 1


def test_a_forged_form_is_refused(house: RunningHouse, discord: Discord) -> None:
    assert house.url in discord.endpoint
    assert discord.send(written("c'est pas moi", id=now()), key=OTHER_KEY).status_code == 401


def _typed(text: str, *, second: int) -> dict[str, Any]:
    number = snowflake(datetime.now(UTC) - timedelta(minutes=1) + timedelta(seconds=second))
    return {"id": number, "channel_id": "9501", "type": 0, "author": user("501"), "content": text, "attachments": []}


def _connect(page: Page, house: RunningHouse) -> None:
    page.goto(f"{house.url}/settings/channels/discord")
    page.fill("#discord-token", TOKEN)
    page.get_by_role("button", name="Connecter", exact=True).click()
    page.get_by_role("button", name="Mettre en marche").click()
    expect(page.locator("body")).to_contain_text("C'est en marche")
