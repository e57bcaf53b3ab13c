"""The young person's page: what it shows, to whom, and what may be done with it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.people.models import Person, PersonKey
from maraude.jobs.sender import send_waiting
from tests.support.chat_page import Page, open_page
from tests.support.roles import as_role

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)></textarea>{{ 7*7 }}",
    "bidi": "tout va bien \u202egnp.exe\u2066\u200b",
    "nul": "a\x00b\ud800c",
    "long": "é" * 300_000,
    "emoji": "😀" * 10_000,
    "arabic": "السلام عليكم \u200f أحتاج مساعدة",
}


def test_a_first_look_puts_nothing_in_the_browser(page: Page) -> None:
    answer = page.client.get(page.path)
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_three_short_sentences_say_who_reads_what_is_kept_and_what_is_secret(page: Page) -> None:
    found = re.search(r'<div class="promise"[^>]*>(.*?)</div>', page.read(), re.S)
    assert found is not None
    sentences = [re.sub("<.*?>", "", part).strip() for part in found[1].split("</p>") if part.strip()]
    assert len(sentences) == 3
    assert max(len(sentence.split()) for sentence in sentences) <= 40
    said = " ".join(sentences)
    assert all(word in said for word in ("La Lanterne", "personne", "programme", "effacer", "112", "114", "119"))


def test_the_title_and_the_icon_say_nothing_of_us(page: Page) -> None:
    html = page.read()
    assert "<title>Messages</title>" in html
    assert "favicon" not in html


def test_what_was_written_and_answered_is_on_the_page_with_who_answers(page: Page) -> None:
    page.write("salut c'est moi")
    assert "Une personne de l'équipe te répond" in page.read()
    page.answer("Bonsoir, je suis là")
    html = page.read()
    assert "salut c&#x27;est moi" in html
    assert "Bonsoir, je suis là" in html
    assert "Nour, de la maraude, te répond" in html


def test_a_message_not_processed_yet_is_already_there(page: Page) -> None:
    page.write("tout juste écrit", process=False)
    html = page.read()
    assert html.count("tout juste écrit") == 1
    before = re.findall(r'<div id="(i\w+)"', html)
    page.process()
    assert re.findall(r'<div id="(i\w+)"', page.read()) == before


def test_an_answer_is_marked_as_arrived_once_the_page_fetched_it(page: Page) -> None:
    page.write("salut")
    page.answer("Bonsoir")
    with page.association.inside():
        assert Message.objects.get(direction="out").delivery == "sent"
    page.read()
    with page.association.inside():
        assert Message.objects.get(direction="out").delivery == "delivered"


def test_news_are_given_once_and_nothing_when_nothing_moved(page: Page) -> None:
    page.write("salut")
    page.answer("Bonsoir")
    first = page.client.get(f"{page.path}/news")
    assert "Bonsoir" in first.content.decode()
    found = re.search(r'data-maraude-version="([^"]+)"', first.content.decode())
    assert found is not None
    assert page.client.get(f"{page.path}/news?version={found[1]}").status_code == 204


def test_what_the_page_adds_is_what_the_page_shows(page: Page) -> None:
    page.write("salut")
    page.answer("Bonsoir")
    news = page.client.get(f"{page.path}/news").content.decode()
    thread = news[news.index("<div data-maraude-thread") :].strip()
    assert "".join(thread.split()) in "".join(page.read().split())


def test_notes_and_what_we_understood_never_reach_the_page(page: Page) -> None:

    page.write("je veux mourir")
    with page.association.inside():
        write_note(conversation=Conversation.objects.get(), text="canari", author_id=page.association.staff["nour"])
    html = page.read()
    assert "canari" not in html
    assert "suicide" not in html
    assert "urgent" not in html


def test_the_safety_line_is_on_the_page(page: Page) -> None:

    page.write("j'ai avalé des cachets")
    with as_role("jobs"):
        send_waiting()
    assert "message automatique" in page.read()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_shown_as_text_and_breaks_nothing(page: Page, name: str) -> None:
    page.write(HOSTILE[name])
    html = page.read()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "\u202e" not in html
    assert name != "html" or "{{ 7*7 }}" in html
    assert len(html) < 40_000
    assert 'dir="auto"' in html


def test_another_browser_reads_nothing(page: Page) -> None:
    page.write("secret")
    assert "secret" not in Client().get(page.path).content.decode()
    assert Client().get(f"{page.path}/news").status_code == 205


def test_forged_cookies_read_nothing(page: Page) -> None:
    page.write("secret")
    since, seen, mark = page.cookie("sitting").split(".")
    page.client.cookies[page.names.sitting] = f"{since}.{int(seen) + 1}.{mark}"
    assert "secret" not in page.read()


def test_the_page_of_another_association_knows_nothing_of_it(page: Page, quai: Any) -> None:
    page.write("secret")
    other = open_page(quai, page.process)
    other.client = page.client
    assert "secret" not in other.read()


@pytest.mark.usefixtures("lanterne")
@pytest.mark.parametrize("key", ["nope", "a" * 64, "é" * 20, "a" * 5000])
def test_an_unknown_key_meets_the_neutral_page(key: str) -> None:
    for path in (f"/chat/{key}", f"/chat/{key}/news", f"/chat/{key}/back"):
        assert Client().get(path).status_code == 404


def test_a_partners_key_is_not_a_page(page: Page) -> None:
    assert Client().get(f"/chat/{page.association.key}").status_code == 404


def test_a_day_without_a_look_hides_what_was_said_before(page: Page) -> None:
    page.write("secret d'hier")
    page.wait(hours=23)
    assert "secret" in page.read()
    page.wait(hours=25)
    html = page.read()
    assert "secret" not in html
    assert "Tout effacer" not in html  # like anybody's page
    page.write("me revoilà")
    html = page.read()
    assert "me revoilà" in html
    assert "secret" not in html
    assert "reste caché ici" in html
    with page.association.inside():
        assert Conversation.objects.filter(channel="webchat").count() == 1


def test_leaving_closes_the_page_to_whoever_comes_back(page: Page) -> None:
    page.write("secret")
    answer = page.client.get("/infos/leave")
    assert (answer.status_code, answer.headers["location"]) == (302, "/infos/month")
    assert "secret" not in page.read()
    page.write("encore moi")
    assert "secret" not in page.read()


def test_looking_for_an_answer_keeps_what_was_begun(page: Page) -> None:
    page.write("salut")
    answer = page.client.post(page.path, {"text": "je commence à </textarea>", "look": "1"})
    assert "je commence à &lt;/textarea&gt;" in answer.content.decode()
    with page.association.inside():
        assert Message.objects.filter(direction="in").count() == 1


def test_stop_is_honoured_and_said(page: Page) -> None:
    page.write("salut")
    page.write("", signal="stop")
    assert "on a arrêté" in page.read()
    with page.association.inside():
        assert Person.objects.get().stopped_at is not None
    page.write("finalement si")
    assert "on a arrêté" not in page.read()


def test_a_door_names_the_conversation_it_began(page: Page) -> None:
    page.write("salut", door="affiche-gare")
    with page.association.inside():
        assert Conversation.objects.get().door == "affiche-gare"


def test_the_page_speaks_english_when_asked_without_a_cookie(page: Page) -> None:
    answer = page.client.get(f"{page.path}?lang=en")
    assert 'lang="en"' in answer.content.decode()
    assert "a real person reads and answers you" in answer.content.decode()
    assert not answer.cookies


def test_erasing_asks_first_then_leaves_nothing_on_either_side(page: Page) -> None:
    page.write("à effacer")
    page.answer("Bonsoir")
    page.client.post(f"{page.path}/erase")
    assert "à effacer" in page.read()
    answer = page.client.post(f"{page.path}/erase", {"sure": "yes"})
    assert "Tout est effacé" in answer.content.decode()
    assert page.cookie("visitor") == page.cookie("sitting") == ""
    with page.association.inside():
        assert not PersonKey.objects.exists()
        assert not Message.objects.filter(direction__in=("in", "out")).exists()


def test_erasing_before_the_message_is_processed_erases_it_too(page: Page) -> None:
    page.write("je veux mourir", process=False)
    page.client.post(f"{page.path}/erase", {"sure": "yes"})
    page.process()
    with page.association.inside():
        assert not Message.objects.exists()


def test_the_gestures_are_refused_without_the_pages_own_token(page: Page) -> None:
    page.write("salut")
    page.client.handler.enforce_csrf_checks = True
    for gesture in ("erase", "code", "back"):
        assert page.client.post(f"{page.path}/{gesture}", {"sure": "yes"}).status_code == 403
    with page.association.inside():
        assert PersonKey.objects.exists()


def test_the_page_of_what_is_kept_opens_from_the_chat(page: Page) -> None:
    page.write("salut c'est moi")
    answer = page.client.post(f"{page.path}/mine")
    assert answer.headers["location"].startswith("/me/")
    assert "salut c&#x27;est moi" in page.client.get(answer.headers["location"]).content.decode()


def test_what_is_kept_does_not_open_to_a_sitting_that_hides_the_past(page: Page) -> None:
    page.write("secret")
    page.client.get("/infos/leave")
    assert page.client.post(f"{page.path}/mine").headers["location"].startswith("/chat/")
    page.write("quelqu'un d'autre")
    assert page.client.post(f"{page.path}/mine").headers["location"].startswith("/chat/")
    assert "Ce que la maraude garde de toi" not in page.read()


def test_an_answer_may_link_to_our_own_pages_and_to_nowhere_else(page: Page) -> None:
    page.write("https://evil.example/x et http://127.0.0.1:8000/me/abc")
    page.answer("Regarde http://127.0.0.1:8000/me/Zm9v-YmFy. Pas http://127.0.0.1:8000.evil.example/ ni <b>")
    html = page.read()
    assert html.count('<a href="http://127.0.0.1:8000/me/Zm9v-YmFy">') == 1
    assert html.count('<a href="http') == 1
    assert "&lt;b&gt;" in html
