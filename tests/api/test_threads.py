from __future__ import annotations

from functools import partial

import pytest

from maraude.api.conversations import views
from maraude.api.conversations.earlier import thread_page
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.models import PersonKey
from maraude.apps.tenancy.context import tenant
from maraude.core.channel import EventKind
from maraude.core.need import Need
from maraude.understanding.values import NeedDoubt
from tests.api.support.client import Api
from tests.api.support.world import DANGER, Association, hear, needs

PAGES_OF_THREE = partial(thread_page, size=3)
ASKED = NeedDoubt(need=Need.MONEY, score=0.4, question_fr="De l'argent ?", question_en="Money?")


def test_a_message_shows_what_was_understood_of_it(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "g plus de toit", found=needs(Need.HOUSING), doubts=(ASKED,), risk=DANGER)
    message = nour.get(f"/conversations/{conversation}").json["messages"][0]
    assert (message["text"], message["direction"], message["at"]) == ("g plus de toit", "in", "2026-11-23T19:00:00Z")
    assert message["risk"] == {"level": "immediate", "kinds": ["suicide"]}
    assert message["needs"] == [
        {"need": "housing", "score": 0.9, "state": "suggested"},
        {"need": "money", "score": 0.4, "state": "doubtful"},
    ]


def test_a_conversation_says_the_same_as_its_row(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "g plus de toit", found=needs(Need.HOUSING), risk=DANGER)
    row = nour.get("/conversations").json["results"][0]
    detail = nour.get(f"/conversations/{conversation}").json
    assert {name: detail[name] for name in row} == row


def test_messages_come_in_the_order_they_were_said(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "deux", event="e2", after_min=2)
    hear(lanterne, "un", event="e1", after_min=1)
    messages = nour.get(f"/conversations/{conversation}").json["messages"]
    assert [message["text"] for message in messages] == ["un", "deux"]


def test_an_edited_message_shows_its_last_words(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je vai bien", event="e0")
    hear(lanterne, "je vais mal", event="e1", after_min=1, kind=EventKind.EDIT, target="e0")
    message = nour.get(f"/conversations/{conversation}").json["messages"][0]
    assert (message["text"], message["edited"], message["deleted"]) == ("je vais mal", True, False)


def test_a_deleted_message_keeps_its_place_and_loses_its_words(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "oublie ça", event="e0")
    hear(lanterne, "", event="e1", after_min=1, kind=EventKind.DELETE, target="e0")
    detail = nour.get(f"/conversations/{conversation}").json
    assert [(one["text"], one["deleted"]) for one in detail["messages"]] == [(None, True)]
    assert detail["last_message"]["text"] is None


def test_nothing_an_erased_person_said_can_be_read(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "mes mots")
    with tenant(lanterne.org_id):
        PersonKey.objects.all().delete()
    detail = nour.get(f"/conversations/{conversation}").json
    assert (detail["messages"][0]["text"], detail["last_message"]["text"]) == (None, None)


def test_a_colleagues_note_is_marked_as_such(lanterne: Association, nour: Api) -> None:
    conversation_id = hear(lanterne, "salut")
    with tenant(lanterne.org_id):
        conversation = Conversation.objects.get(id=conversation_id)
        write_note(conversation=conversation, text="à rappeler", author_id=lanterne.worker_id)
    messages = nour.get(f"/conversations/{conversation_id}").json["messages"]
    assert [message["direction"] for message in messages] == ["in", "note"]


@pytest.mark.parametrize("minutes", [0, 1])
def test_a_long_thread_is_read_in_pages_without_a_gap(
    lanterne: Association, nour: Api, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    for place in range(7):  # all at the same instant, or one a minute
        conversation = hear(lanterne, str(place), event=f"e{place}", after_min=place * minutes)
    monkeypatch.setattr(views, "thread_page", PAGES_OF_THREE)
    read: list[str] = []
    cursor: str | None = ""
    for _ in range(3):
        page = nour.get(f"/conversations/{conversation}", cursor=cursor or "").json
        read = [message["text"] for message in page["messages"]] + read
        cursor = page["next"]
    assert (read, cursor) == ([str(place) for place in range(7)], None)


def test_a_cursor_of_another_thread_is_refused(
    lanterne: Association, nour: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in range(4):
        mine = hear(lanterne, "salut", event=f"e{place}")
    other = hear(lanterne, "salut", thread="lina")
    monkeypatch.setattr(views, "thread_page", PAGES_OF_THREE)
    cursor = nour.get(f"/conversations/{mine}").json["next"]
    assert nour.get(f"/conversations/{other}", cursor=cursor).status == 400


def test_a_page_holds_at_most_a_hundred_messages(lanterne: Association, nour: Api) -> None:
    for place in range(101):
        conversation = hear(lanterne, "salut", event=f"e{place}")
    first = nour.get(f"/conversations/{conversation}").json
    second = nour.get(f"/conversations/{conversation}", cursor=first["next"]).json
    assert (len(first["messages"]), len(second["messages"]), second["next"]) == (100, 1, None)
