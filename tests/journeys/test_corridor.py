"""A real message in, screened, stored, seen live, answered, fetched back: in a real browser, over real processes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually, message
from tests.journeys.conftest import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

_SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}
NOUR, MADO = "nour@lanterne.example", "mado@quai.example"


@pytest.mark.parametrize("size", _SIZES)
def test_a_message_appears_without_reload_and_its_answer_comes_back(
    house: RunningHouse, browser: Browser, size: str
) -> None:
    with browser.new_context(viewport=_SIZES[size], locale="fr-FR") as context:  # type: ignore[arg-type]
        page = sign_in(context, house.url, NOUR)
        before = house.outbox()["next"] or ""
        assert house.post(message(f"live-{size}", "salut, g besoin de parler", conversation=size)).status_code == 200
        page.locator("[data-maraude-new]").click(timeout=10_000)
        page.get_by_text("salut, g besoin de parler").first.wait_for(timeout=10_000)
        page.locator("li.row", has_text="salut, g besoin de parler").locator("a").first.click()
        page.fill("#reply-text", f"Bonsoir, je suis là ({size}).")
        page.keyboard.press("Control+Enter")
        expect(page.locator("#messages")).to_contain_text(f"je suis là ({size})")
        found: Any = eventually(
            lambda: [r for r in house.outbox(before)["results"] if r["text"].endswith(f"({size}).")]
        )
        assert found[0]["conversation"] == size


def test_a_second_message_appears_in_the_open_thread(house: RunningHouse, browser: Browser) -> None:
    house.post(message("thread-1", "premier message du fil", conversation="fil"))
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        _open(page, "premier message du fil")
        page.fill("#reply-text", "je commence une réponse")
        house.post(message("thread-2", "et un deuxième", conversation="fil"))
        expect(page.locator("#messages")).to_contain_text("et un deuxième", timeout=10_000)
        expect(page.locator("#reply-text")).to_have_value("je commence une réponse")


def test_danger_has_its_alert_before_the_acknowledgement_and_reaches_the_bar(
    house: RunningHouse, browser: Browser
) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        house.post(message("danger-1", "je veux mourir ce soir, adieu", conversation="danger"))
        alerts = house.api("/alerts").json()["results"]
        assert any(alert["level"] in {"urgent", "immediate"} for alert in alerts)
        bar = page.locator("#alertbar")
        expect(bar).to_contain_text("je veux mourir ce soir", timeout=10_000)
        page.locator(".alertbar__row", has_text="je veux mourir ce soir").get_by_role("button").click()
        expect(page.locator(".thread__danger")).to_contain_text("quelqu'un s'en occupe")


@pytest.mark.parametrize("room", ["/directory/", "/reports/", "/inbox/"])
def test_an_alert_is_heard_in_every_room(house: RunningHouse, browser: Browser, room: str) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        page.add_init_script("AudioContext.prototype.createOscillator = function () { window.rang = true; throw 0; }")
        page.goto(f"{house.url}{room}")
        page.locator("main").click(position={"x": 5, "y": 5})  # a browser lets no page sound before that
        before = int(page.locator("#alertbar").get_attribute("data-maraude-alerts") or 0)
        house.post(message(f"danger-{room}", "je dors dehors ce soir, j'ai 16 ans", conversation=f"danger-{room}"))
        expect(page.locator("#alertbar")).to_have_attribute("data-maraude-alerts", str(before + 1), timeout=10_000)
        expect(page).to_have_title(re.compile(f"^⚠ {before + 1} · "))
        assert page.evaluate("window.rang")


def test_the_sheet_of_the_keyboard_shows_only_when_asked(house: RunningHouse, browser: Browser) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        sheet = page.locator("[data-maraude-keys]")
        expect(sheet).to_be_hidden()
        page.keyboard.press("?")
        expect(sheet).to_be_visible()


def test_the_other_association_sees_nothing_of_it(house: RunningHouse, browser: Browser) -> None:
    house.post(message("secret-1", "canari de la lanterne", conversation="secret"))
    conversation = eventually(
        lambda: [
            row["id"]
            for row in house.api("/conversations?folder=all").json()["results"]
            if "canari" in (row["last_message"]["text"] or "")
        ]
    )[0]
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, MADO)
        for path in ("/inbox/?folder=all", "/inbox/?folder=waiting", "/alerts/"):
            page.goto(house.url + path)
            assert "canari" not in page.content()
        answer = page.goto(f"{house.url}/c/{conversation}/")
        assert answer is not None
        assert answer.status == 404
    assert house.api(f"/conversations/{conversation}", association="other").status_code == 404


def test_the_journey_works_without_javascript(house: RunningHouse, browser: Browser) -> None:
    house.post(message("nojs-1", "sans javascript", conversation="nojs"))
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        _open(page, "sans javascript")
        page.fill("#reply-text", "réponse sans script")
        page.locator("[data-maraude-send]").click()
        expect(page.locator("#messages")).to_contain_text("réponse sans script")


def _open(page: Page, text: str) -> None:
    page.goto(page.url.split("/inbox")[0] + "/inbox/?folder=waiting")
    row = page.locator("li.row", has_text=text)
    if row.count() == 0:
        page.goto(page.url.replace("waiting", "all"))
    row.locator("a").first.click()
