"""A worker notes a round on a phone in the metro: few presses, nothing lost, nothing twice, nothing readable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse, eventually
from tests.journeys.conftest import sign_in
from tests.journeys.judging import judge

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE: Any = {"width": 360, "height": 740}
NOUR = "nour@lanterne.example"


@contextmanager
def worker_phone(house: RunningHouse, browser: Browser, **more: Any) -> Iterator[Page]:
    with browser.new_context(
        viewport=PHONE, locale="fr-FR", reduced_motion="reduce", has_touch=True, **more
    ) as context:
        yield sign_in(context, house.url, NOUR)


def begin(page: Page, house: RunningHouse, place: str) -> None:
    page.goto(f"{house.url}/rounds/")
    page.fill("#place-now", place)
    page.get_by_role("button", name="Je commence ici").click()
    expect(page.locator("h1")).to_have_text(place)


def note(page: Page, mood: str, **tallies: int) -> int:
    """Fill the log with a thumb; return how many presses it took."""
    for tally, step in tallies.items():
        page.locator(f"label.tally__step:has(input[name={tally}][value='{step}'])").tap()
    page.get_by_role("button", name=mood).tap()
    return len(tallies) + 1


def row_of(page: Page, house: RunningHouse, place: str) -> list[str]:
    page.goto(f"{house.url}/rounds/")
    return [cell.strip() for cell in page.locator("tr", has_text=place).locator("td").all_inner_texts()]


def kept(page: Page) -> str:
    return str(page.evaluate("localStorage.getItem('maraude-rounds') || ''"))


def test_a_round_is_noted_in_five_presses_within_twenty_seconds(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser) as page:
        begin(page, house, "Discord du lycée")
        judge(page, "round-phone", whole=True)
        began = page.evaluate("performance.now()")
        presses = note(page, "Calme", seen=20, talked=3, refused=1, doors=2)
        expect(page.locator("[data-maraude-round-state]")).to_contain_text("C'est noté")
        assert presses <= 5
        assert page.evaluate("performance.now()") - began < 20_000
        assert row_of(page, house, "Discord du lycée")[:5] == ["1", "20", "3", "1", "2"]


def test_without_network_a_round_is_kept_sealed_and_leaves_once(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser) as page:
        begin(page, house, "Stream du tunnel")
        page.context.set_offline(True)
        note(page, "Tendu", talked=4)
        expect(page.locator("[data-maraude-round-state]")).to_contain_text("Gardé sur ce téléphone")
        expect(page.locator("[data-maraude-waiting]")).to_contain_text("attend le réseau")
        assert all(word not in kept(page) for word in ("talked", "tense", "tunnel", "mood"))
        assert "sealed" in kept(page)
        page.context.set_offline(False)
        expect(page.locator("[data-maraude-waiting]")).to_be_hidden(timeout=10_000)
        assert row_of(page, house, "Stream du tunnel")[:3] == ["1", "0", "4"]
        page.reload()
        assert row_of(page, house, "Stream du tunnel")[:3] == ["1", "0", "4"]


def test_a_page_opened_again_without_network_still_notes(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser) as page:
        begin(page, house, "Salon vocal")
        page.evaluate("navigator.serviceWorker.ready")
        eventually(lambda: page.evaluate("caches.match('/static/js/rounds-seal.js').then(Boolean)"))
        page.context.set_offline(True)
        page.reload()
        expect(page.locator("h1")).to_have_text("Noter une maraude")
        judge(page, "round-away-phone", whole=True)
        note(page, "Chaleureux", talked=2)
        expect(page.locator("[data-maraude-round-state]")).to_contain_text("Gardé sur ce téléphone")
        page.context.set_offline(False)
        page.goto(f"{house.url}/inbox/")  # from any page of staff
        eventually(lambda: kept(page) == "[]")
        assert row_of(page, house, "Salon vocal")[:3] == ["1", "0", "2"]


def test_an_answer_lost_on_the_way_counts_once(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser) as page:
        begin(page, house, "Serveur qui coupe")
        lost = iter([True])

        def lose_the_answer(route: Any) -> None:
            if next(lost, False):
                route.fetch()
                route.abort()
            else:
                route.continue_()

        page.route("**/rounds/logs", lose_the_answer)
        note(page, "Calme", talked=2)
        eventually(lambda: kept(page) == "[]")
        assert row_of(page, house, "Serveur qui coupe")[:3] == ["1", "0", "2"]


def test_the_same_without_javascript(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser, java_script_enabled=False) as page:
        begin(page, house, "Forum sans script")
        note(page, "Calme", talked=1)
        expect(page.locator(".message")).to_contain_text("C'est noté")
        assert row_of(page, house, "Forum sans script")[:3] == ["1", "0", "1"]


def test_signing_out_sends_what_waits_first(house: RunningHouse, browser: Browser) -> None:
    with worker_phone(house, browser) as page:
        begin(page, house, "Dernière avant de fermer")
        page.context.set_offline(True)
        note(page, "Calme", talked=1)
        expect(page.locator("[data-maraude-round-state]")).to_contain_text("Gardé sur ce téléphone")
        page.evaluate("window.stop()")
        page.context.set_offline(False)
        page.locator(".topbar .menu summary").tap()
        page.get_by_role("button", name="Se déconnecter").tap()
        page.wait_for_url("**/accounts/login/**")
    with worker_phone(house, browser) as page:
        assert row_of(page, house, "Dernière avant de fermer")[:3] == ["1", "0", "1"]
