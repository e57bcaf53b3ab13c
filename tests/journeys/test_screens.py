"""Every room, as people open it: three sizes, two themes, two languages. The pictures are in test-output/screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.house import RunningHouse, eventually
from tests.journeys.conftest import sign_in
from tests.journeys.judging import LOCALES, SIZES, judge

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

CAMILLE = "camille@lanterne.example"
STAFF = {
    "inbox": "/inbox/",
    "alerts": "/alerts/",
    "rounds": "/rounds/",
    "when": "/rounds/when",
    "directory": "/directory/?place=Saverne&need=housing",
    "sources": "/directory/sources/",
    "path": "/reports/",
    "watch": "/inbox/?folder=watch",
    "settings": "/settings/",
    "hours": "/settings/hours",
    "channels": "/settings/channels",
    "program": "/settings/understanding",
    "health": "/settings/health",
    "account": "/accounts/2fa/",
    "people": "/settings/people",
    "privacy": "/privacy/",
    "journal": "/journal",
    "retention": "/privacy/retention",
    "spaces": "/settings/spaces",
    "doors": "/settings/doors",
    "stories": "/settings/stories",
    "levers": "/settings/levers",
    "levers_learned": "/privacy/levers",
}
LOOKS = [*product(("phone", "desktop"), ("light", "dark"), LOCALES), ("tablet", "light", "fr")]


@pytest.fixture(scope="module")
def handover(house: RunningHouse, browser: Browser) -> dict[str, str]:
    """A hand-over that its young person released: the addresses of both pages, and its thread."""
    token = {"Authorization": f"Bearer {house.demo['api_token']}"}
    thread, service = eventually(lambda: _proposed(house))
    wanted = {"conversation": thread, "service_id": service, "note": "Cherche un toit pour ce soir."}
    where = f"{house.url}/api/v1/referrals"
    made = httpx.post(where, json=wanted, headers=token, trust_env=False).raise_for_status().json()
    with browser.new_context(java_script_enabled=False, locale="fr-FR") as context:
        page = context.new_page()
        page.goto(made["person_url"])
        page.locator("button[value=release]").first.click()
    shown = httpx.get(f"{where}/{made['id']}", headers=token, trust_env=False).raise_for_status().json()
    return {"me": made["person_url"], "structure": shown["structure_url"], "thread": f"{house.url}/c/{thread}/"}


def _proposed(house: RunningHouse) -> tuple[str, str] | None:
    """Return a thread and a service proposed for what it says."""
    for row in house.api("/conversations?folder=all").json()["results"]:
        found = house.api(f"/conversations/{row['id']}/proposals").json().get("proposals")
        if found:
            return row["id"], found[0]["service_id"]
    return None


@contextmanager
def looking(house: RunningHouse, browser: Browser, look: tuple[str, str, str]) -> Iterator[tuple[BrowserContext, str]]:
    """Open a browser of this size, theme and language in which nothing is asked of anybody else."""
    size, scheme, language = look
    outside: list[str] = []
    settings: dict[str, Any] = {"viewport": SIZES[size], "color_scheme": scheme, "locale": LOCALES[language]}
    with browser.new_context(**settings, reduced_motion="reduce") as context:
        context.on("request", lambda sent: None if sent.url.startswith(house.url) else outside.append(sent.url))
        yield context, f"{size}-{scheme}-{language}"
    assert outside == []


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_the_rooms_of_staff(
    house: RunningHouse, browser: Browser, handover: dict[str, str], look: tuple[str, str, str]
) -> None:
    with looking(house, browser, look) as (context, name):
        page = context.new_page()
        page.goto(house.url)
        judge(page, f"login-{name}")
        page.close()
        page = sign_in(context, house.url, CAMILLE)
        for room, path in STAFF.items():
            _visit(page, house.url + path)
            judge(page, f"{room}-{name}")
        _visit(page, handover["thread"])
        judge(page, f"thread-{name}")


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_the_pages_opened_without_log_in(
    house: RunningHouse, browser: Browser, handover: dict[str, str], look: tuple[str, str, str]
) -> None:
    pages = {
        "door": house.url + house.demo["door_path"],
        "chat": house.url + house.demo["chat_path"],
        "infos": f"{house.url}/infos",
        "worried": f"{house.url}/infos/worried",
        "verify": f"{house.url}/verify",
        "play": f"{house.url}/play/le-dernier-bus",
        "me": handover["me"],
        "structure": handover["structure"],
    }
    with looking(house, browser, look) as (context, name):
        page = context.new_page()
        for room, address in pages.items():
            _visit(page, address)
            judge(page, f"{room}-{name}")


def _visit(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
