"""From a worker's idea to somebody received: a real browser on both phones and on the adviser's desk."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.house import RunningHouse, eventually, message
from tests.journeys.conftest import sign_in
from tests.journeys.judging import judge
from tests.support.published import COMMUNES, HEADER, service, structure, write_lines

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

NOUR = "nour@lanterne.example"
PHONE = {"width": 360, "height": 740}
OLD_PHONE = {"width": 320, "height": 640}
DESK = {"width": 1440, "height": 900}
MOST_GESTURES = 6
MOST_SECONDS = 60


class Gestures:
    """Counts what a worker does with a finger."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str | re.Pattern[str]) -> None:
        self.count += 1
        self.page.get_by_role("button", name=name).first.click()


@pytest.fixture(scope="module")
def directory(house: RunningHouse, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Read a small directory into the running house, as an operator does."""
    folder = tmp_path_factory.mktemp("directory")
    rows = (structure(source="maraude-demo"), service(source="maraude-demo", mobilisable_par=["usagers"]))
    communes = folder / "communes.csv"
    communes.write_text(HEADER + COMMUNES, encoding="utf-8")
    _command(house, "import", "geo", str(communes))
    _command(house, "import", "directory", str(write_lines(folder / "directory.jsonl", rows)))


def _command(house: RunningHouse, *words: str) -> None:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MARAUDE_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "maraude.cli.main", *words, "--json"],
        env={**clean, "MARAUDE_HOME": str(house.home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def said(house: RunningHouse, name: str) -> str:
    """Let a young person write; return their conversation."""
    house.post(message(f"{name}-1", f"{name} ici, j'ai 17 ans, je cherche un travail à Saverne", conversation=name))
    found: Any = eventually(
        lambda: [
            row["id"]
            for row in house.api("/conversations?folder=all").json()["results"]
            if (row["last_message"]["text"] or "").startswith(name)
        ]
    )
    return str(found[0])


def propose(page: Page, house: RunningHouse, conversation: str) -> Gestures:
    """Propose a service shown beside the thread and send its sheet; count the gestures."""
    gestures, began = Gestures(page), time.monotonic()
    page.goto(f"{house.url}/c/{conversation}/")
    gestures.count += 1  # opening the thread
    gestures.press("Passer le relais")
    page.wait_for_url("**/handover/**")
    gestures.press(re.compile("^Proposer à"))
    expect(page.locator(".handover header")).to_contain_text("chez la personne, qui décide")
    assert time.monotonic() - began <= MOST_SECONDS
    return gestures


def own_page(house: RunningHouse, name: str, after: str) -> str:
    """Return the address that the young person received in their own channel."""

    def look() -> list[str]:
        rows = house.outbox(after)["results"]
        return [word for row in rows if row["conversation"] == name for word in row["text"].split() if "/me/" in word]

    found: list[str] = eventually(look)
    return found[-1]


def phone(browser: Browser, size: dict[str, int], **more: Any) -> BrowserContext:
    return browser.new_context(viewport=size, locale="fr-FR", **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("directory")
def test_from_a_proposal_to_somebody_who_entered(house: RunningHouse, browser: Browser) -> None:
    after, before = house.outbox()["next"] or "", counted(house)
    conversation = said(house, "relais")
    with phone(browser, PHONE) as worker, phone(browser, PHONE, java_script_enabled=False) as theirs:
        nour = sign_in(worker, house.url, NOUR)
        assert propose(nour, house, conversation).count <= MOST_GESTURES
        own = theirs.new_page()
        own.goto(own_page(house, "relais", after))
        age = own.locator("li", has_text="Âge").first
        age.get_by_role("button", name="Barrer").click()
        expect(own.locator("li", has_text="Âge").first).to_contain_text("barré")
        own.get_by_text("Ajouter ce que je veux").click()
        own.get_by_label("Ce que je veux que vous sachiez").fill("Je préfère le matin.")
        own.get_by_role("button", name="Ajouter", exact=True).click()
        own.get_by_role("button", name="Je l'envoie").click()
        expect(own.locator("main")).to_contain_text("Tu l'as envoyée")
        assert theirs.cookies() == []

        nour.goto(f"{house.url}/c/{conversation}/")
        expect(nour.locator("#handovers")).to_contain_text("transmis")
        nour.locator(".strip__row").click()
        structure = nour.locator("#structure-url").input_value()
        nour.goto(f"{house.url}/c/{conversation}/")
        with phone(browser, DESK) as adviser:
            desk = adviser.new_page()
            _answer_with_a_time(desk, structure)
            expect(nour.locator("#messages")).to_contain_text("La structure propose un rendez-vous", timeout=10_000)
            expect(nour.locator("#handovers")).to_contain_text("un rendez-vous est proposé", timeout=10_000)
            own.reload()
            own.get_by_role("button", name="J'y serai").click()
            desk.reload()
            expect(desk.locator("main")).to_contain_text("j'y serai")
            _talk_together(house, after, desk, own, nour)
            desk.get_by_role("button", name="La personne est venue").click()
            expect(nour.locator("#handovers")).to_contain_text("la personne a été reçue", timeout=10_000)
            desk.get_by_text("La personne est entrée").click()
            desk.get_by_label("une formation").check()
            desk.get_by_role("button", name="Le dire").click()
        expect(nour.locator("#handovers")).to_contain_text("quelque chose a commencé", timeout=10_000)
    assert counted(house) == {name: number + 1 for name, number in before.items()}


def counted(house: RunningHouse) -> dict[str, int]:
    """Return what the report counts of this loop's three steps."""
    indicators = house.api("/report").json()["indicators"]
    return {name: indicators[name] for name in ("oriented", "received", "entered")}


def _talk_together(house: RunningHouse, after: str, desk: Page, own: Page, nour: Page) -> None:
    """The young person lets the adviser write; both read each other; a colleague of the structure joins."""
    own.get_by_text("Les laisser m'écrire").click()
    own.get_by_role("button", name="Oui, ils peuvent m'écrire").click()
    desk.reload()
    desk.get_by_label("Votre prénom").fill("Léa")
    desk.get_by_label("Vos mots, courts et simples").fill("Entrée par la cour, je viens vous chercher.")
    desk.get_by_role("button", name="Lui envoyer").click()
    expect(desk.locator(".leaf__done")).to_contain_text("C'est parti")
    labelled = eventually(lambda: [row["text"] for row in house.outbox(after)["results"] if "Léa" in row["text"]])
    assert labelled[0].startswith("[Léa, ")
    assert labelled[0].endswith("Entrée par la cour, je viens vous chercher.")
    expect(nour.locator("#messages")).to_contain_text("Entrée par la cour", timeout=10_000)
    own.reload()
    own.get_by_text("Leur répondre").click()
    own.get_by_label("Ils le lisent, et l'équipe aussi").fill("D'accord, merci.")
    own.get_by_role("button", name="Envoyer", exact=True).click()
    desk.reload()
    expect(desk.locator("main")).to_contain_text("D'accord, merci.")
    desk.get_by_text("Inviter un collègue").click()
    desk.get_by_label("Son prénom").fill("Sami")
    desk.get_by_role("button", name="Créer son adresse").click()
    theirs = desk.locator("#invited-url").input_value()
    page = desk.url.split("/invite")[0]
    desk.goto(theirs)
    expect(desk.locator("main")).to_contain_text("Je préfère le matin.")
    desk.goto(page)


def _answer_with_a_time(desk: Page, structure: str) -> None:
    desk.goto(structure)
    content = desk.content()
    assert "Je préfère le matin." in content
    assert "17" not in desk.locator(".leaf__lines").inner_text()
    desk.get_by_text("Je propose un créneau").click()
    day = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=2)
    desk.get_by_label("Jour", exact=True).fill(day.date().isoformat())
    desk.get_by_label("Heure", exact=True).fill("14:00")
    desk.get_by_label("Lieu").fill("2e étage")
    desk.get_by_role("button", name="Proposer ce créneau").click()
    expect(desk.locator(".leaf__done")).to_be_visible()
    with desk.expect_download() as file:
        desk.get_by_role("link", name="Ajouter à mon agenda").click()
    assert "BEGIN:VEVENT" in Path(file.value.path()).read_text(encoding="utf-8")


@pytest.mark.usefixtures("directory")
@pytest.mark.parametrize(("scheme", "language"), list(product(("light", "dark"), ("fr", "en"))))
def test_both_pages_have_nothing_serious_for_axe_on_an_old_phone(
    house: RunningHouse, browser: Browser, scheme: str, language: str
) -> None:
    name = f"regard-{scheme}-{language}"
    after = house.outbox()["next"] or ""
    conversation = said(house, name)
    with phone(browser, DESK) as worker:
        nour = sign_in(worker, house.url, NOUR)
        propose(nour, house, conversation)
        referral = nour.url.rstrip("/").rsplit("/", 1)[1]
        judge(nour, f"handover-{scheme}-{language}", whole=True)
    outside: list[str] = []
    with browser.new_context(
        viewport=OLD_PHONE,  # type: ignore[arg-type]
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        context.on("request", lambda one: None if one.url.startswith(house.url) else outside.append(one.url))
        own = context.new_page()
        own.goto(own_page(house, name, after))
        for summary in own.locator("summary").all():
            summary.click()
        judge(own, f"handover-me-{scheme}-{language}", whole=True)
        own.locator("button[value=release]").click()
        own.goto(house.api(f"/referrals/{referral}").json()["structure_url"])
        for summary in own.locator("summary").all():
            summary.click()
        judge(own, f"handover-structure-{scheme}-{language}", whole=True)
    assert outside == []
