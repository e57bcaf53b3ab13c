from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.house import RunningHouse, running_house

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")  # what one module's people do fills no list of another's
def house() -> Iterator[RunningHouse]:
    with running_house() as running:
        yield running


@pytest.fixture(scope="module")  # its event loop must have ended before tests of another module
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the journeys were not run (install the package chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield opened
        opened.close()


def sign_in(context: BrowserContext, url: str, email: str) -> Page:
    page = context.new_page()
    page.goto(url)
    page.fill("#id_login", email)
    page.fill("#id_password", "maraude-de-nuit")
    page.click("main button.button--main")
    page.wait_for_url("**/inbox/**")
    return page
