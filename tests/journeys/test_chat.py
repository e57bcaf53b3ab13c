"""A young person on an old phone and a worker, in real browsers, over real processes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.house import RunningHouse, eventually
from tests.journeys.conftest import sign_in
from tests.journeys.judging import OUTPUT, judge

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

PHONE: Any = {"width": 360, "height": 640}
SMALL: Any = {"width": 320, "height": 568}
NOUR = "nour@lanterne.example"
MOST_BYTES = 30_000
_TIME_THE_BLANK = """() => {
  let began;
  for (const kind of ["click", "keydown"]) addEventListener(kind, () => { began = performance.now(); }, true);
  new MutationObserver(() => document.body.children.length || console.log(`blank ${performance.now() - began}`))
    .observe(document.body, { childList: true });
}"""


@contextmanager
def phone(browser: Browser, **more: Any) -> Iterator[BrowserContext]:
    options = {"viewport": PHONE, "locale": "fr-FR", "reduced_motion": "reduce", **more}
    with browser.new_context(**options) as context:
        yield context


def write(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("[data-maraude-log]")).to_contain_text(text, timeout=10_000)


def answer_as_nour(house: RunningHouse, browser: Browser, said: str, answer: str) -> None:
    """The worker sees it in the list without a reload, opens it and answers."""
    with browser.new_context(locale="fr-FR") as context:
        page = sign_in(context, house.url, NOUR)
        row = page.locator("li.row", has_text=said)
        row.locator("a").first.click(timeout=10_000)
        page.fill("#reply-text", answer)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#messages")).to_contain_text(answer)
        eventually(lambda: page.get_by_text("arrivé").count() or page.get_by_text("envoyé").count())


def test_somebody_opens_a_door_writes_and_is_answered_without_reload(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context, browser.new_context(locale="fr-FR") as staff:
        inbox = sign_in(staff, house.url, NOUR)
        page = context.new_page()
        page.goto(house.url + house.demo["door_path"])
        expect(page.locator("main")).to_contain_text("Lycée Vauban, hall B")
        page.get_by_role("link", name="Écrire à quelqu'un").click()
        write(page, "salut, g arrêté le lycée")
        inbox.locator("[data-maraude-new]").click(timeout=10_000)
        inbox.locator("li.row", has_text="g arrêté le lycée").locator("a").first.click()
        expect(inbox.locator(".thread__head")).to_contain_text("Lycée Vauban, hall B")
        inbox.fill("#reply-text", "Bonsoir, moi c'est Nour.")
        inbox.keyboard.press("Control+Enter")
        page.fill("#text", "je commence")  # a draft that the answer must not eat
        expect(page.locator(".said--ours")).to_contain_text("moi c'est Nour", timeout=12_000)
        expect(page.locator(".head")).to_contain_text("Nour, de la maraude, te répond")
        expect(page.locator("#text")).to_have_value("je commence")
        expect(inbox.locator("#messages")).to_contain_text("arrivé", timeout=10_000)


def test_the_same_without_javascript(house: RunningHouse, browser: Browser) -> None:
    with phone(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["door_path"])
        page.get_by_role("link", name="Écrire à quelqu'un").click()
        write(page, "bonsoir, sans script ici")
        answer_as_nour(house, browser, "sans script ici", "Je te réponds quand même.")
        page.fill("#text", "une suite commencée")
        page.get_by_role("button", name="Voir s'il y a une réponse").click()
        expect(page.locator(".said--ours")).to_contain_text("Je te réponds quand même.")
        expect(page.locator("#text")).to_have_value("une suite commencée")
        page.get_by_text("Arrêter les réponses").click()
        page.get_by_role("button", name="Ne plus me répondre").click()
        expect(page.locator("main")).to_contain_text("on a arrêté")


@pytest.mark.parametrize("way", ["click", "escape"])
def test_leaving_empties_the_page_at_once_and_back_does_not_show_it(
    house: RunningHouse, browser: Browser, way: str
) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto("about:blank")
        page.goto(house.url + house.demo["chat_path"])
        write(page, f"canari {way}")
        said: list[str] = []
        page.on("console", lambda line: said.append(line.text))
        page.evaluate(_TIME_THE_BLANK)
        if way == "click":
            page.get_by_role("link", name="Quitter").click()
        else:
            for _ in range(3):
                page.keyboard.press("Escape")
        page.wait_for_url("**/infos/month")
        assert max(float(line.split()[1]) for line in said if line.startswith("blank")) < 100
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
        page.go_back()
        assert "canari" not in page.content()
        page.goto(house.url + house.demo["chat_path"])
        assert "canari" not in page.content()


def test_four_words_open_the_talk_again_in_another_browser(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        write(page, "je reviendrai demain")
        page.get_by_text("Revenir plus tard", exact=True).click()
        page.get_by_role("button", name="Voir mes quatre mots").click()
        words = page.locator(".code strong").inner_text()
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        assert "je reviendrai demain" not in page.content()
        page.get_by_role("link", name="J'ai quatre mots").click()
        page.fill("#words", f" {words.upper()} ")
        page.get_by_role("button", name="Ouvrir").click()
        expect(page.locator("[data-maraude-log]")).to_contain_text("je reviendrai demain")


def test_without_network_the_text_is_kept_said_so_and_leaves_once_later(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        write(page, "premier message")
        context.set_offline(True)
        page.fill("#text", "écrit dans le tunnel")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("[data-maraude-state]")).to_contain_text("Pas de réseau")
        expect(page.locator("#text")).to_have_value("écrit dans le tunnel")
        context.set_offline(False)
        expect(page.locator("[data-maraude-log]")).to_contain_text("écrit dans le tunnel", timeout=10_000)
        expect(page.locator("#text")).to_have_value("")
        page.reload()
        assert page.locator(".said--mine", has_text="écrit dans le tunnel").count() == 1


def test_a_lost_answer_does_not_send_twice_even_the_first_time(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        lost = iter([True])

        def lose_the_answer(route: Any) -> None:
            if route.request.method == "POST" and next(lost, False):
                route.fetch()  # stored, and the phone never hears of it: no cookie either
                route.abort()
            else:
                route.continue_()

        page.route(f"**{house.demo['chat_path']}*", lose_the_answer)
        page.fill("#text", "unique message perdu")
        page.get_by_role("button", name="Envoyer").click()
        expect(page.locator("[data-maraude-log]")).to_contain_text("unique message perdu", timeout=10_000)
        assert page.locator(".said--mine").count() == 1
    rows = house.api("/conversations?folder=waiting").json()["results"]
    assert len([row for row in rows if row["last_message"]["text"] == "unique message perdu"]) == 1


def test_two_tabs_show_the_same_talk(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        first, second = context.new_page(), context.new_page()
        first.goto(house.url + house.demo["chat_path"])
        second.goto(house.url + house.demo["chat_path"])
        write(first, "du premier onglet")
        second.fill("#text", "du second onglet")
        second.get_by_role("button", name="Envoyer").click()
        expect(second.locator("[data-maraude-log]")).to_contain_text("du premier onglet", timeout=10_000)
        first.bring_to_front()
        expect(first.locator("[data-maraude-log]")).to_contain_text("du second onglet", timeout=10_000)


def test_danger_is_stored_before_the_page_says_it_has_arrived(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        before = len(house.api("/alerts").json()["results"])
        with page.expect_response(lambda answer: answer.request.method == "POST") as posted:
            page.fill("#text", "j'ai avalé des cachets")
            page.get_by_role("button", name="Envoyer").click()
        assert posted.value.status == 200
        assert len(house.api("/alerts").json()["results"]) == before + 1
        expect(page.locator(".said--ours")).to_contain_text("message automatique", timeout=10_000)


def test_erasing_empties_both_sides(house: RunningHouse, browser: Browser) -> None:
    with phone(browser) as context:
        page = context.new_page()
        page.goto(house.url + house.demo["chat_path"])
        write(page, "à effacer tout de suite")
        page.get_by_text("Tout effacer", exact=True).click()
        page.get_by_role("button", name="Oui, tout effacer").click()
        expect(page.locator("main")).to_contain_text("Tout est effacé")
        assert {cookie.get("name") for cookie in context.cookies()} <= {"csrftoken"}
    listed = house.api("/conversations?folder=all").text + house.api("/conversations?folder=closed").text
    assert "à effacer tout de suite" not in listed


@pytest.mark.parametrize("path", ["door_path", "chat_path"])
def test_a_first_view_weighs_less_than_thirty_kilobytes_and_leaves_nothing(
    house: RunningHouse, browser: Browser, path: str
) -> None:
    sizes: dict[str, float] = {}
    with phone(browser) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        wire.on("Network.loadingFinished", lambda end: sizes.update({end["requestId"]: end["encodedDataLength"]}))
        outside: list[str] = []
        context.on(
            "request", lambda request: None if request.url.startswith(house.url) else outside.append(request.url)
        )
        page.goto(house.url + house.demo[path], wait_until="networkidle")
        assert len(sizes) > 3
        assert sum(sizes.values()) <= MOST_BYTES, sizes
        assert context.cookies() == []
        assert outside == []
    (OUTPUT.parent / f"bytes-{path}.txt").parent.mkdir(parents=True, exist_ok=True)
    (OUTPUT.parent / f"bytes-{path}.txt").write_text(f"{sum(sizes.values()):.0f}\n")


@pytest.mark.parametrize(("scheme", "language"), list(product(("light", "dark"), ("fr", "en"))))
def test_screens_have_nothing_for_axe_and_do_not_scroll_sideways(
    house: RunningHouse, browser: Browser, scheme: str, language: str
) -> None:
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    with phone(browser, viewport=SMALL, color_scheme=scheme, locale=locale) as context:
        page, name = context.new_page(), f"{scheme}-{language}"
        for place in ("door_path", "chat_path"):
            page.goto(house.url + house.demo[place])
            judge(page, f"public-{place}-{name}", whole=True, forgives=())
        page.fill("#text", "السلام عليكم")
        page.locator(".write .button--main").click()
        page.locator(".said--mine").wait_for()
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        judge(page, f"public-thread-{name}", whole=True, forgives=())
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        judge(page, f"public-thread-zoomed-{name}", whole=True, forgives=())
        for path in ("/infos", "/infos/month", f"{house.demo['chat_path']}/back", "/r/nope"):
            page.goto(house.url + path)
            judge(page, f"public-{re.sub('[^a-z]+', '-', path)[-12:]}-{name}", whole=True, forgives=())


def test_the_register_of_doors_and_its_poster(house: RunningHouse, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR") as context:
        page = sign_in(context, house.url, "camille@lanterne.example")
        page.goto(f"{house.url}/settings/doors")
        judge(page, "doors-desktop", whole=True)
        page.fill("#place", "Maison des jeunes, entrée")
        page.get_by_role("button", name="Faire l'affiche").click()
        expect(page.locator(".poster")).to_contain_text("Maison des jeunes, entrée")
        judge(page, "poster-desktop", whole=True)
        address = page.locator(".poster__address").inner_text()
        page.goto(f"http://{address}")
        expect(page.locator("main")).to_contain_text("Maison des jeunes, entrée")
