"""A message from a mailbox to an answer in its thread, through a real dovecot; killed, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.channels.email.cases import bounce
from tests.house import RunningHouse, eventually, running_house
from tests.journeys.conftest import sign_in
from tests.support.mail_server import ADDRESS, NOBODY, PASSWORD, WHY_NOT, RealMail, real_mail

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]

HEARD_S = 40  # a line that was cut waits up to fifteen seconds before it tries again


@pytest.fixture(scope="module")
def mail() -> Iterator[RealMail]:
    with real_mail() as server:
        yield server


@pytest.fixture(scope="module")
def house(mail: RealMail, browser: Browser) -> Iterator[RunningHouse]:
    """A house whose coordinator connected a mailbox on its page."""
    mail.deliver("une lettre d'avant, qui n'est pas pour nous", sender="impots@mail.example")
    with running_house(MARAUDE_PRIVATE_PEERS=mail.peers) as running:
        with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
            _connect(sign_in(context, running.url, "camille@lanterne.example"), running, mail)
        yield running


@pytest.fixture
def camille(house: RunningHouse, browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR") as context:
        yield sign_in(context, house.url, "camille@lanterne.example")


def test_a_message_is_heard_and_answered_in_its_thread(house: RunningHouse, mail: RealMail, camille: Page) -> None:
    name = mail.deliver("bonjour cest enzo jai vu l'affiche", Subject="une question")
    thread = _opened(camille, house, "jai vu l'affiche")
    expect(thread.locator(".thread__head")).to_contain_text("courriel")
    assert "impots" not in _threads(house)
    assert "lettre d'avant" not in _threads(house)
    _answer(thread, "Bonsoir Enzo, je suis là.\n" + "On peut en parler quand tu veux. " * 100)
    (sent,) = eventually(lambda: [one for one in mail.sent if one["To"] == "enzo67@mail.example"])
    assert (sent["Subject"], sent["In-Reply-To"]) == ("Re: une question", name)
    words = sent.get_payload(decode=True).decode()
    assert " ".join(words.split()).count("On peut en parler quand tu veux.") == 100

    ours = str(sent["Message-ID"])
    mail.deliver(
        "oui demain\n\nLe ven. 27 nov. 2026 à 20:00, La Lanterne a écrit :\n> Bonsoir Enzo", Subject="Re: une question",
        In_Reply_To=ours,
    )  # fmt: skip
    expect(thread.locator("#messages")).to_contain_text("oui demain", timeout=HEARD_S * 1000)
    expect(thread.locator("#messages")).not_to_contain_text("a écrit")

    mail.put(bounce("failed", name=ours), name="bounce")
    expect(thread.locator("#messages")).to_contain_text("pas arrivé", timeout=HEARD_S * 1000)


def test_danger_by_mail_rings(house: RunningHouse, mail: RealMail) -> None:
    before = len(house.api("/alerts").json()["results"])
    mail.deliver("je vais me tuer ce soir", sender="x1@mail.example")
    eventually(lambda: len(house.api("/alerts").json()["results"]) == before + 1, within_s=HEARD_S)


def test_an_address_that_is_gone_is_said(house: RunningHouse, mail: RealMail, camille: Page) -> None:
    mail.deliver("rappelle moi stp", sender=NOBODY)
    thread = _opened(camille, house, "rappelle moi stp")
    _answer(thread, "Bonsoir")
    expect(thread.locator("#messages")).to_contain_text("ce compte n'existe plus", timeout=HEARD_S * 1000)


def test_stop_by_mail_is_confirmed_once_and_nothing_more_leaves(house: RunningHouse, mail: RealMail) -> None:
    mail.deliver("STOP", sender="stop@mail.example")
    eventually(lambda: [one for one in mail.sent if one["To"] == "stop@mail.example"], within_s=HEARD_S)
    (line,) = [one for one in mail.sent if one["To"] == "stop@mail.example"]
    assert line["Auto-Submitted"] == "auto-replied"
    assert house.url not in str(line)


def test_what_came_while_the_server_was_killed_comes_once(house: RunningHouse, mail: RealMail) -> None:
    mail.stop()
    mail.deliver("ya qqn ce soir ?", sender="a1@mail.example")
    mail.start()
    mail.deliver("et demain ?", sender="a2@mail.example")
    eventually(lambda: "ya qqn ce soir" in _threads(house) and "et demain" in _threads(house), within_s=HEARD_S)
    assert _threads(house).count("ya qqn ce soir") == 1


def test_a_machine_is_not_answered(house: RunningHouse, mail: RealMail) -> None:
    mail.deliver("Je suis absent jusqu'au 3.", sender="bureau@mail.example", Auto_Submitted="auto-replied")
    mail.deliver("slt", sender="apres@mail.example")
    eventually(lambda: '"slt"' in _threads(house), within_s=HEARD_S)
    assert "Je suis absent" not in _threads(house)
    assert not [one for one in mail.sent if one["To"] == "bureau@mail.example"]


def _threads(house: RunningHouse) -> str:
    return str(house.api("/conversations?folder=all").text)


def _connect(page: Page, house: RunningHouse, mail: RealMail) -> None:
    page.goto(f"{house.url}/settings/channels/email")
    page.fill("#mail-address", ADDRESS)
    page.fill("#mail-imap", f"127.0.0.1:{mail.imap_port}")
    page.fill("#mail-smtp", f"127.0.0.1:{mail.smtp_port}")
    page.fill("#mail-password", PASSWORD)
    page.press("#mail-password", "Enter")
    expect(page.locator("body")).to_contain_text("est écoutée")

    def is_heard() -> bool:
        page.reload()
        return page.locator("main", has_text="Ce qui arrive est entendu").count() == 1

    eventually(is_heard, within_s=HEARD_S)


def _opened(page: Page, house: RunningHouse, words: str) -> Page:
    eventually(lambda: words in _threads(house), within_s=HEARD_S)
    page.goto(f"{house.url}/inbox/")
    row = page.locator("li.row", has_text=words)
    expect(row).to_have_count(1)
    row.locator("a").first.click()
    return page


def _answer(page: Page, words: str) -> None:
    page.fill("#reply-text", words)
    page.keyboard.press("Control+Enter")
