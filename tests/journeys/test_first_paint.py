"""Pages behind a code on an old phone in 3G: 400 kbit/s, 300 ms away, a processor four times slower."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.house import RunningHouse, eventually

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE: Any = {"width": 360, "height": 640}
MOST_MS, MOST_BYTES = 1500, 30_000
_KBIT = 1000 / 8
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_BYTES = "performance.getEntries().reduce((sum, one) => sum + (one.transferSize || 0), 0)"


def slow(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    rate = {"downloadThroughput": 400 * _KBIT, "uploadThroughput": 200 * _KBIT}
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": 300, **rate})
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})


@pytest.mark.parametrize("path", ["/r/affiche-gare", "/play/le-dernier-bus", "/verify"])
def test_a_page_behind_a_code_is_there_within_a_second_and_a_half(
    house: RunningHouse, browser: Browser, path: str
) -> None:
    with browser.new_context(viewport=PHONE, locale="fr-FR") as context:
        page = context.new_page()
        page.goto(f"{house.url}{path}")  # the server has answered once: it is the network that is measured
    with browser.new_context(viewport=PHONE, locale="fr-FR") as context:
        page = context.new_page()
        slow(page)
        page.goto(f"{house.url}{path}")
        painted = eventually(lambda: page.evaluate(_PAINT))
        carried = page.evaluate(_BYTES)
        print(f"{path}: first paint {painted:.0f} ms, {carried} bytes")  # noqa: T201 - a figure to report
        assert painted <= MOST_MS
        assert carried <= MOST_BYTES
