"""Suggestions beside a thread: three at most, listening always, none in danger; nothing is sent by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maraude.apps.inbox.models import Message
from maraude.apps.levers.models import OwnSuggestion
from tests.support.door import say
from tests.support.events import URGENT, event

FORM = {"lever": "belonging", "words": "On prend un café ?", "why": "Simple", "moments": ["wondering", "?"]}


@pytest.fixture
def thread(lanterne: Any, process: Callable[[], int]) -> str:
    """Enzo says hello."""
    say(lanterne, event("salut, je sais pas trop quoi faire de ma vie", id="e1"))
    process()
    return f"/c/{lanterne.thread()}/"


def box(html: str) -> str:
    return html[html.index('id="levers"') : html.index("</section>", html.index('id="levers"'))]


def test_three_at_most_and_listening_always(thread: str, lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    for moment in ("", "not_yet", "doing", "slipped", "<b>"):
        found = box(nour.get(f"{thread}?moment={moment}").content.decode())
        assert 2 <= found.count("levers__one") <= 4
        assert 'value="listening"' in found
        assert "<b>" not in found


def test_in_danger_there_is_only_listening(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    say(lanterne, event(URGENT, id="e1"))
    process()
    found = box(signed_in(lanterne.staff["nour"]).get(f"/c/{lanterne.thread()}/").content.decode())
    assert found.count("levers__one") == 1
    assert 'value="listening"' in found


def test_words_go_into_the_answer_and_nothing_leaves(
    thread: str, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    nour.post(f"{thread}lever", {"suggestion": "choice", "text": "Bonsoir Enzo."})
    html = nour.get(thread).content.decode()
    answer = html[html.index('id="reply-text"') : html.index("</textarea>")]
    assert "Bonsoir Enzo." in answer
    assert "regarder une piste" in answer
    with lanterne.inside():
        assert not Message.objects.filter(direction="out").exists()
    assert nour.post(f"{thread}lever", {"suggestion": "nope"}).status_code == 404


def test_a_colleague_writes_another_approves(thread: str, lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour, camille = signed_in(lanterne.staff["nour"]), signed_in(lanterne.staff["camille"])
    assert nour.post("/settings/levers", FORM).status_code == 302
    with lanterne.inside():
        mine = OwnSuggestion.objects.get()
        assert mine.moments == ["wondering"]
    assert nour.post(f"{thread}lever", {"suggestion": str(mine.id)}).status_code == 404
    assert nour.post(f"/settings/levers/{mine.id}", {"gesture": "approve"}).status_code == 403
    camille.post(f"/settings/levers/{mine.id}", {"gesture": "approve"})
    assert nour.post(f"{thread}lever", {"suggestion": str(mine.id)}).status_code == 302


def test_an_author_does_not_approve_their_own_words(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille = signed_in(lanterne.staff["camille"])
    camille.post("/settings/levers", FORM)
    with lanterne.inside():
        mine = OwnSuggestion.objects.get()
    camille.post(f"/settings/levers/{mine.id}", {"gesture": "approve"})
    assert "une autre personne" in camille.get("/settings/levers").content.decode().lower()
    with lanterne.inside():
        assert OwnSuggestion.objects.get().approved_at is None


def test_what_is_refused_is_kept_in_the_form(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    html = nour.post("/settings/levers", FORM | {"words": "va sur https://a.example"}).content.decode()
    assert 'role="alert"' in html
    assert 'value="Simple"' in html
