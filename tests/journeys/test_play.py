"""A story is played with a keyboard, with and without script, and leaves nothing behind."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import RunningHouse
from tests.journeys.judging import judge

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE: Any = {"width": 360, "height": 640}
STORY = "/play/le-dernier-bus"


def to_the_end(page: Page) -> int:
    """Press the first choice until the card is there, with the keyboard alone; return how many presses it took."""
    presses = 0
    while page.get_by_role("button", name="Garder ma carte").count() == 0:
        scene = page.locator("h1").inner_text()
        page.locator(".play__choices button").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("h1")).not_to_have_text(scene)
        presses += 1
        assert presses < 15
    return presses


@pytest.mark.parametrize("has_script", [True, False])
def test_a_story_is_played_with_a_keyboard(house: RunningHouse, browser: Browser, has_script: bool) -> None:
    with browser.new_context(viewport=PHONE, locale="fr-FR", java_script_enabled=has_script) as context:
        page = context.new_page()
        page.goto(house.url + STORY)
        assert to_the_end(page) == 6
        expect(page.locator("main")).to_contain_text("tu as surtout aimé")
        with page.expect_download() as card:
            page.get_by_role("button", name="Garder ma carte").click()
        assert card.value.suggested_filename == "ma-carte.svg"
        assert context.cookies() == []
        assert page.url == house.url + STORY


def test_with_script_the_scene_is_read_aloud_and_the_history_says_nothing(
    house: RunningHouse, browser: Browser
) -> None:
    with browser.new_context(viewport=PHONE, locale="fr-FR", reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto(house.url + STORY)
        begins = page.evaluate("history.length")
        judge(page, "play-scene-phone", whole=True)
        to_the_end(page)
        assert page.evaluate("document.activeElement.tagName") == "H1"
        assert page.evaluate("history.length") == begins
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.get_by_text("Voir la carte").click()
        judge(page, "play-card-phone", whole=True)
