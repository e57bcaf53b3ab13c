"""A young person writes on Telegram: connected by its page, seen live, answered, edited, blocked. Real processes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually, running_house
from tests.journeys.conftest import sign_in
from tests.support.telegram import ENZO, TOKEN, Telegram, telegram_server, written

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def telegram() -> Iterator[Telegram]:
    with telegram_server() as server:
        yield server


@pytest.fixture(scope="module")
def house(telegram: Telegram) -> Iterator[RunningHouse]:
    with running_house(MARAUDE_TELEGRAM_API=telegram.url, MARAUDE_ALLOW_PRIVATE_ADDRESSES="1") as running:
        yield running


def test_from_a_token_to_an_answer(house: RunningHouse, telegram: Telegram, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        page = sign_in(context, house.url, "camille@lanterne.example")
        _connect(page, house)
        assert telegram.update(message=written("/start flyer-gare", number=1)).status_code == 200
        assert telegram.update(message=written("slt c la 1re fois que jecris ici", number=2)).status_code == 200
        assert telegram.update(message=written("slt c la 1re fois que jecris ici", number=2)).status_code == 200
        eventually(lambda: "1re fois" in house.api("/conversations?folder=all").text)
        page.goto(f"{house.url}/inbox/")
        row = page.locator("li.row", has_text="1re fois que jecris")
        expect(row).to_have_count(1)
        row.locator("a").first.click()
        expect(page.locator(".thread__head")).to_contain_text("Telegram")
        page.fill("#reply-text", "Bonsoir, je suis là.")
        page.keyboard.press("Control+Enter")
        eventually(lambda: [one for one in telegram.sent if one["text"] == "Bonsoir, je suis là."])
        assert telegram.sent[-1]["chat_id"] == ENZO

        telegram.update(edited_message={**written("slt c la 2e fois", number=2), "edit_date": 1_793_000_500})
        expect(page.locator("#messages")).to_contain_text("slt c la 2e fois", timeout=10_000)

        blocked = {key: written("", number=3)[key] for key in ("from", "chat", "date")}
        telegram.update(my_chat_member={**blocked, "date": 1_793_000_900, "new_chat_member": {"status": "kicked"}})
        eventually(lambda: _is_stopped(page))


def test_danger_on_telegram_has_its_alert_before_the_acknowledgement(
    house: RunningHouse, telegram: Telegram, browser: Browser
) -> None:
    if not telegram.webhook:
        with browser.new_context(locale="fr-FR") as context:
            _connect(sign_in(context, house.url, "camille@lanterne.example"), house)
    before = len(house.api("/alerts").json()["results"])
    assert telegram.update(message=written("je vais me tuer ce soir", number=9, person=77)).status_code == 200
    assert len(house.api("/alerts").json()["results"]) == before + 1


def test_a_forged_update_is_refused(house: RunningHouse, telegram: Telegram, browser: Browser) -> None:
    if not telegram.webhook:
        with browser.new_context(locale="fr-FR") as context:
            _connect(sign_in(context, house.url, "camille@lanterne.example"), house)
    real = telegram.webhook["secret_token"]
    try:
        telegram.webhook["secret_token"] = real[:-1] + ("a" if real[-1] != "a" else "b")
        assert telegram.update(message=written("c'est pas moi", number=5)).status_code == 401
    finally:
        telegram.webhook["secret_token"] = real


def _connect(page: Page, house: RunningHouse) -> None:
    page.goto(f"{house.url}/settings/channels")
    page.fill("#telegram-token", TOKEN)
    page.press("#telegram-token", "Enter")
    expect(page.locator("main")).to_contain_text("@lanterne_bot")


def _is_stopped(page: Page) -> bool:
    page.reload()
    return page.get_by_text("a demandé qu'on ne lui écrive plus").count() > 0
