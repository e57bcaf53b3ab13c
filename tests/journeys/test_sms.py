"""A text from a telephone to an answer, through a real Kannel; what is written while we are away comes later, once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually, running_house
from tests.journeys.conftest import sign_in
from tests.support.kannel_server import PASSWORD, WHY_NOT, RealKannel, real_kannel

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

RETRY_S = 60  # Kannel tries again after 20 s what we did not take


@pytest.fixture(scope="module")
def kannel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealKannel]:
    with real_kannel(tmp_path_factory.mktemp("kannel")) as kannel:
        yield kannel


@pytest.fixture(scope="module")
def house(kannel: RealKannel, browser: Browser) -> Iterator[RunningHouse]:
    """A house whose coordinator connected a number on its page, and whose Kannel was given the lines of that page."""
    kannel.start()
    with running_house(MARAUDE_PRIVATE_PEERS=kannel.peer) as running:
        with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
            lines = _connect(sign_in(context, running.url, "camille@lanterne.example"), running, kannel)
        kannel.stop()
        kannel.start(lines)
        yield running


def test_a_text_is_heard_and_answered_with_its_segments_shown(
    house: RunningHouse, kannel: RealKannel, browser: Browser
) -> None:
    telephone = kannel.text("slt c kamel jai vu laffiche")
    eventually(lambda: "kamel jai vu" in _threads(house), within_s=RETRY_S)
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        page = sign_in(context, house.url, "camille@lanterne.example")
        page.locator("li.row", has_text="kamel jai vu").locator("a").first.click()
        page.fill("#reply-text", "Bonsoir Kamel 😊")
        expect(page.locator("[data-maraude-sms]")).to_contain_text("1 SMS · ")
        page.fill("#reply-text", "Bonsoir Kamel, je suis là. " * 9)
        page.keyboard.press("Control+Enter")
        eventually(lambda: telephone.received == [("Bonsoir Kamel, je suis là. " * 9).strip()], within_s=RETRY_S)
        expect(page.locator("#messages")).to_contain_text("arrivé", timeout=60_000)


def test_danger_by_text_rings(house: RunningHouse, kannel: RealKannel) -> None:
    before = len(house.api("/alerts").json()["results"])
    kannel.text("je vais me tuer ce soir", sender="+33639981239")
    eventually(lambda: len(house.api("/alerts").json()["results"]) == before + 1, within_s=RETRY_S)


def test_stop_by_text_is_confirmed_once_and_nothing_more_leaves(house: RunningHouse, kannel: RealKannel) -> None:
    telephone = kannel.text("slt", "STOP svp", sender="+33639981230")
    eventually(lambda: telephone.received, within_s=RETRY_S)
    assert len(telephone.received) == 1
    assert house.url not in telephone.received[0]


def test_a_text_sent_while_the_gateway_is_down_comes_when_it_is_back(house: RunningHouse, kannel: RealKannel) -> None:
    os.kill(house.pids()["gateway"], signal.SIGKILL)
    kannel.text("ya qqn ce soir ?", sender="+33639981231")
    eventually(lambda: "ya qqn ce soir" in _threads(house), within_s=RETRY_S)
    assert _threads(house).count("ya qqn ce soir") == 1
    eventually(lambda: httpx.get(f"{house.url}/readyz", trust_env=False).status_code == 200, within_s=60)


def _threads(house: RunningHouse) -> str:
    try:
        return house.api("/conversations?folder=all").text
    except httpx.TransportError:  # the web is away with the gateway
        return ""


def _connect(page: Page, house: RunningHouse, kannel: RealKannel) -> str:
    page.goto(f"{house.url}/settings/channels")
    page.fill("#sms-number", "38001")
    page.fill("#sms-url", f"http://{kannel.peer}")
    page.fill("#sms-user", "maraude")
    page.fill("#sms-password", PASSWORD)
    page.press("#sms-password", "Enter")
    lines = page.locator("#sms-lines")
    expect(lines).to_be_visible()
    return str(lines.input_value())
