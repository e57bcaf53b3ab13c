"""A young person writes on WhatsApp and on Instagram: connected by its page, answered, read, taken back, in time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually, running_house
from tests.journeys.conftest import sign_in
from tests.support.meta import (
    APP_SECRET,
    BUSINESS,
    INES,
    MALO,
    NUMBER,
    TOKEN,
    Graph,
    graph_double,
    page,
    signed,
    wa_message,
    whatsapp,
)

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def graph() -> Iterator[Graph]:
    with graph_double() as server:
        yield server


@pytest.fixture(scope="module")
def house(graph: Graph) -> Iterator[RunningHouse]:
    peer = graph.url.removeprefix("http://")
    with running_house(MARAUDE_GRAPH_API=graph.url, MARAUDE_PRIVATE_PEERS=peer) as running:
        yield running


@pytest.fixture
def camille(house: RunningHouse, browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        yield sign_in(context, house.url, "camille@lanterne.example")


def test_whatsapp_from_the_challenge_to_read(house: RunningHouse, graph: Graph, camille: Page) -> None:
    address, word = connect(camille, house, "whatsapp")
    asked = {"hub.mode": "subscribe", "hub.verify_token": word, "hub.challenge": "1158201444"}
    assert httpx.get(address, params=asked, trust_env=False).text == "1158201444"
    assert httpx.get(address, params={**asked, "hub.verify_token": "x"}, trust_env=False).status_code == 403

    hello = whatsapp(messages=[now(wa_message("text", text={"body": "wsh c Inès jai vu le flyer"}))])
    for _again in range(3):
        assert post(address, hello).status_code == 200
    assert post(address, hello, secret="forged").status_code == 401
    thread = opened(camille, house, "jai vu le flyer")
    expect(thread.locator(".thread__head")).to_contain_text("WhatsApp")
    answer(thread, "Bonsoir Inès, je suis là.")
    (sent,) = eventually(lambda: [one for one in graph.sent if one.get("recipient") == INES])
    assert sent["text"]["body"] == "Bonsoir Inès, je suis là."

    ours = {"id": "wamid.mid.1", "timestamp": str(int(time.time())), "recipient_user_id": INES}
    callback = {"biz_opaque_callback_data": sent["biz_opaque_callback_data"]}
    post(address, whatsapp(statuses=[{**ours, **callback, "status": "read"}]))
    post(address, whatsapp(statuses=[{**ours, **callback, "status": "delivered"}]))  # late
    expect(thread.locator("#messages")).to_contain_text("lu", timeout=10_000)

    taken_back = wa_message("revoke", id="wamid.r", revoke={"original_message_id": "wamid.HBg1"})
    post(address, whatsapp(messages=[now(taken_back)]))
    expect(thread.locator("#messages")).not_to_contain_text("jai vu le flyer", timeout=10_000)


def test_danger_on_whatsapp_has_its_alert_before_the_acknowledgement(house: RunningHouse, camille: Page) -> None:
    address, _ = connected(camille, house, "whatsapp")
    before = len(house.api("/alerts").json()["results"])
    body = whatsapp(
        messages=[now(wa_message("text", id="wamid.x", sender="33639981238", text={"body": "je vais me tuer ce soir"}))]
    )
    assert post(address, body).status_code == 200
    assert len(house.api("/alerts").json()["results"]) == before + 1


def test_instagram_is_answered_delivered_and_unsent(house: RunningHouse, graph: Graph, camille: Page) -> None:
    address, _ = connect(camille, house, "instagram")
    at = {"timestamp": int(time.time() * 1000)}
    hello = page({"message": {"mid": "m_1", "text": "cc je galere grave"}, **at}, object="instagram")
    assert post(address, hello).status_code == 200
    thread = opened(camille, house, "je galere grave")
    answer(thread, "Coucou, raconte.")
    (sent,) = eventually(lambda: [one for one in graph.sent if one.get("recipient") == {"id": MALO}])
    assert (sent["message"], sent["messaging_type"]) == ({"text": "Coucou, raconte."}, "RESPONSE")
    name = f"mid.{graph.sent.index(sent) + 1}"
    expect(thread.locator("#messages")).to_contain_text("envoyé", timeout=10_000)
    post(address, page({"read": {"mid": name}, **at}, object="instagram"))
    expect(thread.locator("#messages")).to_contain_text("lu", timeout=10_000)
    post(address, page({"message": {"mid": "m_1", "is_deleted": True}, **at}, object="instagram"))
    expect(thread.locator("#messages")).not_to_contain_text("je galere grave", timeout=10_000)


def test_a_message_of_yesterday_says_that_the_time_is_over(house: RunningHouse, camille: Page) -> None:
    address, _ = connected(camille, house, "whatsapp")
    old = wa_message("text", id="wamid.old", sender="33639981239", text={"body": "ya qqn la"})
    post(address, whatsapp(messages=[{**old, "timestamp": str(int(time.time()) - 25 * 3600)}]))
    thread = opened(camille, house, "ya qqn la")
    expect(thread.locator("main")).to_contain_text("Le délai pour répondre sur ce canal est passé", timeout=10_000)


def connect(page: Page, house: RunningHouse, channel: str) -> tuple[str, str]:
    """Connect a channel on its page; return the address and the word that Meta is given."""
    page.goto(f"{house.url}/settings/channels/meta/{channel}")
    typed = {"#meta-token": TOKEN, "#meta-secret": APP_SECRET}
    if channel == "whatsapp":
        typed |= {"#meta-number": NUMBER, "#meta-business": BUSINESS}
    for field, value in typed.items():
        page.fill(field, value)
    page.press("#meta-secret", "Enter")
    expect(page.locator("input[id^=word-]")).to_be_visible()
    return page.locator("input[id^=address-]").input_value(), page.locator("input[id^=word-]").input_value()


def connected(page: Page, house: RunningHouse, channel: str) -> tuple[str, str]:
    """Return the address and the word, connecting it where no test did before."""
    page.goto(f"{house.url}/settings/channels/meta/{channel}")
    if not page.locator("input[id^=word-]").count():
        return connect(page, house, channel)
    return page.locator("input[id^=address-]").input_value(), page.locator("input[id^=word-]").input_value()


def opened(page: Page, house: RunningHouse, words: str) -> Page:
    eventually(lambda: words in house.api("/conversations?folder=all").text)
    page.goto(f"{house.url}/inbox/")
    row = page.locator("li.row", has_text=words)
    expect(row).to_have_count(1)
    row.locator("a").first.click()
    return page


def answer(page: Page, words: str) -> None:
    page.fill("#reply-text", words)
    page.keyboard.press("Control+Enter")


def post(address: str, body: bytes, secret: str = APP_SECRET) -> httpx.Response:
    return httpx.post(address, content=body, headers=signed(body, secret), trust_env=False)


def now(message: dict[str, object]) -> dict[str, object]:
    return {**message, "timestamp": str(int(time.time()))}
