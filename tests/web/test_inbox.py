"""The inbox as a worker uses it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.safety.models import Alert
from tests.support.door import say
from tests.support.events import CALM, URGENT, event

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> \u202egnp.exe \u200b{{ 7*7 }} \ufffd"

QUERIES = {"inbox": 25, "thread": 48, "alerts": 25}  # a page costs the same whatever the number of rows


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def enzo(lanterne: Any, process: Callable[[], int]) -> str:
    """Enzo wrote once."""
    say(lanterne, event(CALM, id="e1", thread="enzo"))
    process()
    return f"/c/{lanterne.thread('enzo')}/"


def _count(client: Client, path: str) -> int:
    from django.db import connection  # noqa: PLC0415 - once Django is there

    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("people", [2, 25])
def test_the_list_costs_the_same_queries_for_two_people_and_for_a_page(
    lanterne: Any, nour: Client, process: Callable[[], int], people: int
) -> None:
    say(lanterne, *(event(CALM, id=f"n{n}", thread=f"t{n}", minute=n) for n in range(people)))
    process()
    assert _count(nour, "/inbox/") == QUERIES["inbox"]


def test_the_thread_and_the_alerts_cost_a_fixed_number_of_queries(
    lanterne: Any, nour: Client, process: Callable[[], int]
) -> None:
    say(lanterne, *(event(URGENT if n == 3 else CALM, id=f"n{n}", thread="enzo", minute=n) for n in range(8)))
    process()
    nour.get(f"/c/{lanterne.thread('enzo')}/")  # the first look marks the alert as seen
    assert _count(nour, f"/c/{lanterne.thread('enzo')}/") == QUERIES["thread"]
    assert _count(nour, "/alerts/") == QUERIES["alerts"]


def test_danger_comes_first_then_who_waits_for_the_longest(
    lanterne: Any, nour: Client, process: Callable[[], int]
) -> None:
    for name, text in (("ana", CALM), ("bob", CALM), ("eve", URGENT)):
        say(lanterne, event(text, id=name, thread=name))
        process()
    rows = nour.get("/inbox/").context["page"].rows
    assert [row.id for row in rows] == [lanterne.thread(name) for name in ("eve", "ana", "bob")]


def test_next_opens_who_needs_you_most_and_takes_them(lanterne: Any, nour: Client, enzo: str) -> None:
    assert nour.post("/inbox/next").headers["location"] == enzo
    with lanterne.inside():
        assert Conversation.objects.get().assigned_to_id == lanterne.staff["nour"]


def test_pages_follow_one_another_without_a_gap(lanterne: Any, nour: Client, process: Callable[[], int]) -> None:
    say(lanterne, *(event(CALM, id=f"n{n}", thread=f"t{n}", minute=n) for n in range(60)))
    process()
    seen, path = [], "/inbox/?folder=all"
    while path:
        page = nour.get(path).context["page"]
        seen += [row.id for row in page.rows]
        path = f"/inbox/?folder=all&cursor={page.next}" if page.next else ""
    assert len(seen) == len(set(seen)) == 60


def test_hostile_text_is_shown_as_text(lanterne: Any, nour: Client, process: Callable[[], int]) -> None:
    say(lanterne, event(HOSTILE, id="h1", thread="enzo"))
    process()
    for path in ("/inbox/", f"/c/{lanterne.thread('enzo')}/"):
        page = nour.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "⟦U+202E⟧" in page
        assert "\u202e" not in page


def test_an_answer_is_sent_once_and_can_be_taken_back(lanterne: Any, nour: Client, enzo: str) -> None:
    for _ in range(2):
        nour.post(f"{enzo}reply", {"text": "Bonsoir", "key": "k1", "as": "reply"})
    with lanterne.inside():
        message = Message.objects.get(direction="out")
        assert OutboxItem.objects.count() == 1
        assert Conversation.objects.get().waiting_since is None
    nour.post(f"{enzo}undo/{message.id}")
    page = nour.get(enzo).content.decode()
    assert ">Bonsoir</textarea>" in page
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is not None


@pytest.mark.usefixtures("lanterne")
def test_a_refused_answer_keeps_what_was_typed(nour: Client, enzo: str) -> None:
    text = "a" * 10_001
    answer = nour.post(f"{enzo}reply", {"text": text, "key": "k", "as": "reply"}, headers={"HX-Request": "true"})
    assert "trop long" in answer.content.decode()
    assert text in answer.content.decode()


def test_the_box_takes_more_than_one_message_of_the_channel_holds_and_says_so(
    lanterne: Any, nour: Client, enzo: str
) -> None:
    with lanterne.inside():
        Conversation.objects.update(channel="telegram")
    page = nour.get(enzo, headers={"accept-language": "fr"}).content.decode()
    box = page[page.index('<textarea id="reply-text"') :].split(">")[0]
    assert "maxlength" not in box
    assert re.search(r"au-delà de 4.?096 caractères", page)


def test_a_note_stays_between_colleagues(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}reply", {"text": "Penser au CFA", "key": "k", "as": "note"})
    assert "Penser au CFA" in nour.get(enzo).content.decode()
    with lanterne.inside():
        assert OutboxItem.objects.count() == 0


def test_a_draft_survives_and_is_nobody_elses(
    lanterne: Any, nour: Client, enzo: str, signed_in: Callable[[int], Client]
) -> None:
    assert nour.post(f"{enzo}draft", {"text": "je commence"}).status_code == 204
    assert ">je commence</textarea>" in nour.get(enzo).content.decode()
    assert "je commence" not in signed_in(lanterne.staff["camille"]).get(enzo).content.decode()


def test_closing_asks_where_things_stand_and_an_answer_opens_again(
    lanterne: Any, nour: Client, enzo: str, process: Callable[[], int]
) -> None:
    nour.post(f"{enzo}move", {"gesture": "close", "value": "nonsense"})
    with lanterne.inside():
        assert Conversation.objects.get().status == "open"
    nour.post(f"{enzo}move", {"gesture": "close", "value": "answered"})
    say(lanterne, event("re", id="e2", thread="enzo", minute=5))
    process()
    with lanterne.inside():
        assert Conversation.objects.get().status == "open"


def test_an_open_alert_keeps_a_conversation_open_until_a_person_closes_it_with_a_reason(
    lanterne: Any, nour: Client, process: Callable[[], int]
) -> None:
    say(lanterne, event(URGENT, id="u1", thread="enzo"))
    process()
    path = f"/c/{lanterne.thread('enzo')}/"
    nour.post(f"{path}move", {"gesture": "close", "value": "answered"})
    with lanterne.inside():
        alert = Alert.objects.get()
        assert Conversation.objects.get().status == "open"
    nour.post(f"/alerts/{alert.id}/close", {"reason": ""})
    nour.post(f"/alerts/{alert.id}/close", {"reason": "person_safe", "note": "rappelée"})
    with lanterne.inside():
        alert.refresh_from_db()
        assert (alert.state, alert.closed_by_id) == ("closed", lanterne.staff["nour"])
        assert Conversation.objects.get().danger_rank == 0


def test_opening_an_alert_marks_it_seen_and_taking_it_gives_the_conversation(
    lanterne: Any, nour: Client, process: Callable[[], int]
) -> None:
    say(lanterne, event(URGENT, id="u1", thread="enzo"))
    process()
    with lanterne.inside():
        alert = Alert.objects.get()
    nour.get(f"/alerts/{alert.id}")
    with lanterne.inside():
        alert.refresh_from_db()
        assert alert.state == "seen"
    nour.post(f"/alerts/{alert.id}/take")
    with lanterne.inside():
        assert Conversation.objects.get().assigned_to_id == lanterne.staff["nour"]


def _without_tokens(answer: Any) -> str:
    """Return the page less its forgery tokens, which are masked anew at each answer."""
    return re.sub(r'<input type="hidden" name="csrfmiddlewaretoken" value="\w+">', "", answer.content.decode())


@pytest.mark.usefixtures("lanterne")
def test_the_fragment_of_the_messages_is_the_one_of_the_page(nour: Client, enzo: str) -> None:
    page = _without_tokens(nour.get(enzo))
    fragment = _without_tokens(nour.get(enzo, headers={"HX-Request": "true"}))
    inner = fragment[fragment.index('<div id="messages"') : fragment.index("<aside")].strip()
    assert "".join(inner.split()) in "".join(page.split())


@pytest.mark.parametrize("stale", ["folder=nope", "folder=all&cursor=zzzz", "folder=all&cursor=%00"])
@pytest.mark.usefixtures("lanterne")
def test_an_old_bookmark_leads_to_a_first_page(nour: Client, enzo: str, stale: str) -> None:
    expected = 400 if "%00" in stale else 200
    assert nour.get(f"/inbox/?{stale}").status_code == expected
    assert nour.get(f"{enzo}?{stale}").status_code == expected
