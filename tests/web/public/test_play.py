"""A story is played without account, trace or script; bad codes meet the neutral page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maraude.apps.outreach.actions.keep_story import open_story
from maraude.apps.outreach.models import Door, GameStory
from maraude.apps.outreach.queries.stories import shipped_source
from tests.support.chat_page import open_page

STATIC = Path(__file__).resolve().parents[3] / "maraude" / "web" / "static"


def anybody(language: str = "fr") -> Client:
    return Client(headers={"accept-language": language})


@pytest.fixture
def story(lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]) -> GameStory:
    """The night of the server, opened by Camille with a door at its end."""
    open_page(lanterne, process)
    camille = signed_in(lanterne.staff["camille"])
    camille.post("/settings/doors", {"place": "Fin du jeu", "kind": "link"})
    with lanterne.inside():
        door = Door.objects.get()
    camille.post("/settings/stories", {"shipped": "server_night", "door": str(door.id)})
    with lanterne.inside():
        return GameStory.objects.get()


def played(story: GameStory, *, language: str = "fr", choice: int = 0) -> str:
    """Play to the end as a browser without script does; return the last page."""
    client, path, html = anybody(language), "", ""
    for _ in range(20):
        answer = client.post(f"/play/{story.code}", {"path": path, "choice": str(choice), "lang": language})
        assert answer.status_code == 200
        assert not answer.cookies
        html = answer.content.decode()
        path = html.split('name="path" value="')[1].split('"')[0]
        if "card.svg" in html:
            return html
    raise AssertionError("the story never ends")


@pytest.mark.parametrize(("language", "words"), [("fr", "tu as surtout aimé"), ("en", "you mostly liked to")])
def test_a_story_is_played_to_its_end_without_script(story: GameStory, language: str, words: str) -> None:
    html = played(story, language=language)
    assert words in html
    assert "ROME" in html
    assert re.search(r'href="/r/[a-z0-9]{7}\?lang=', html)


def test_going_back_and_playing_again_lead_where_they_say(story: GameStory) -> None:
    client, address = anybody(), f"/play/{story.code}"
    first = client.get(address).content.decode()
    second = client.post(address, {"path": "", "choice": "0"}).content.decode()
    assert first.count("Un pas en arrière") == 0
    assert "Un câble pend" in second
    assert "Écran noir" in client.post(address, {"path": "0", "choice": "back"}).content.decode()
    assert "Écran noir" in client.post(address, {"path": "00", "choice": "again"}).content.decode()


def test_what_no_form_of_ours_says_is_harmless(story: GameStory) -> None:
    client, address = anybody(), f"/play/{story.code}"
    for path, choice in (("9" * 5000, "0"), ("<b>", "'"), ("0", "9"), ("٣", "٣")):
        answer = client.post(address, {"path": path, "choice": choice})
        assert answer.status_code == 200
        assert "<b>" not in answer.content.decode()
    assert client.post(address, {"path": "\x00", "choice": "back"}).status_code == 400  # no form holds a NUL
    assert client.post(f"{address}/card.svg", {"path": "0"}).status_code == 404


def test_the_card_is_a_picture_without_a_name(story: GameStory) -> None:
    path = played(story).split('name="path" value="')[1].split('"')[0]
    answer = anybody().post(f"/play/{story.code}/card.svg", {"path": path, "lang": "fr"})
    drawn = answer.content.decode()
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "attachment" in answer.headers["content-disposition"]
    assert "La nuit du serveur" in drawn
    assert "La Lanterne" not in drawn
    assert "<script" not in drawn


def test_playing_writes_nothing(story: GameStory) -> None:
    with CaptureQueriesContext(connection) as queries:
        played(story)
    said = " ".join(query["sql"] for query in queries.captured_queries).upper()
    assert "SELECT" in said
    assert not any(word in said for word in ("INSERT", "UPDATE ", "DELETE"))


def test_its_first_view_weighs_little_and_choices_are_in_no_address(story: GameStory) -> None:
    html = anybody().get(f"/play/{story.code}").content.decode()
    files = re.findall(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))"', html)
    weight: int = len(html.encode()) + sum((STATIC / str(name)).stat().st_size for name in set(files))
    assert weight <= 30_000
    assert "?" not in "".join(re.findall(r'action="([^"]*)"', html))


def test_a_closed_invented_or_altered_code_meets_the_same_neutral_page(
    story: GameStory, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    signed_in(lanterne.staff["camille"]).post(f"/settings/stories/{story.id}/end")
    codes = (story.code, f"{story.code}x", "nope", "%00", "a" * 3000)
    answers = [anybody().get(f"/play/{code}") for code in codes]
    answers += [anybody().post(f"/play/{code}", {"choice": "0"}) for code in codes]
    answers += [anybody().post(f"/play/{code}/card.svg", {"path": "0"}) for code in codes]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_door_that_closed_is_not_offered_at_the_end(
    story: GameStory, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    signed_in(lanterne.staff["camille"]).post(f"/settings/doors/{story.door_id}/end")
    assert "/r/" not in played(story)


def test_a_coordinator_changes_a_story_and_a_mistake_is_shown_with_its_place(
    story: GameStory, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    camille, address = signed_in(lanterne.staff["camille"]), f"/settings/stories/{story.id}"
    for wrong, said in (
        (story.source.replace('to = "machine"', 'to = "nulle_part"'), "scenes[0].choices[0].to · cette scène n"),
        (story.source.replace("Écran noir.", "<img src=x>"), "scenes[0].text.fr · ni HTML ni lien"),
        ("a" * 50_000, "trop long"),
        ("[[[", "illisible"),
    ):
        html = camille.post(address, {"source": wrong}).content.decode()
        assert said in html
        assert "<img src=x>" not in html
    assert "Écran noir" in anybody().get(f"/play/{story.code}").content.decode()
    camille.post(address, {"source": story.source.replace("Écran noir.", "Écran bleu.").replace("\n", "\r\n")})
    assert "Écran bleu" in anybody().get(f"/play/{story.code}").content.decode()


def test_a_worker_sees_the_stories_and_opens_none(story: GameStory, lanterne: Any, signed_in: Any) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert "La nuit du serveur" in nour.get("/settings/stories").content.decode()
    assert nour.post("/settings/stories", {"shipped": "last_bus"}).status_code == 403
    assert nour.get(f"/settings/stories/{story.id}").status_code == 403
    camille = signed_in(lanterne.staff["camille"])
    assert camille.post("/settings/stories", {"shipped": "../../settings"}).status_code == 404


def test_the_door_of_another_association_is_left_out(lanterne: Any, quai: Any, story: GameStory) -> None:
    with quai.inside():
        source = shipped_source("last_bus") or ""
        other = open_story(org_id=quai.org_id, source=source, door_id=story.door_id, by_user_id=None)
        assert other.door_id is None
    with lanterne.inside():
        assert GameStory.objects.count() == 1
