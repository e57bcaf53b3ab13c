"""The watch list: what nobody was called for and somebody reads the same day; and the question that settles a doubt."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation, Message, NeedFound, OutboxItem
from maraude.core.need import Need
from maraude.understanding.lexicon.book import questions
from tests.support.door import say
from tests.support.events import CALM, URGENT, event


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def enzo(lanterne: Any, process: Callable[[], int]) -> str:
    say(lanterne, event(CALM, id="e1", thread="enzo"))
    process()
    with lanterne.inside():
        Conversation.objects.update(danger_rank=1, danger_kinds=["violence"])
    return str(lanterne.thread("enzo"))


def test_a_concern_stands_on_the_watch_list_and_in_the_thread(nour: Client, enzo: str) -> None:
    assert [str(row.id) for row in nour.get("/inbox/?folder=watch").context["page"].rows] == [enzo]
    assert nour.get("/inbox/").context["counts"]["watch"] == 1
    assert "thread__watch" in nour.get(f"/c/{enzo}/").content.decode()


def test_a_named_person_takes_it_off_with_a_reason(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"/c/{enzo}/settle", {"reason": "person_safe"})
    assert nour.get("/inbox/?folder=watch").context["page"].rows == []
    with lanterne.inside():
        assert AuditFact.objects.filter(action="concern_settled", reason="person_safe").count() == 1


@pytest.mark.parametrize("reason", ["", "because"])
def test_without_a_reason_it_stays(nour: Client, enzo: str, reason: str) -> None:
    nour.post(f"/c/{enzo}/settle", {"reason": reason})
    assert nour.get("/inbox/").context["counts"]["watch"] == 1


def test_an_alert_is_not_settled_by_this_way(lanterne: Any, nour: Client, process: Callable[[], int]) -> None:
    say(lanterne, event(URGENT, id="u1", thread="ana"))
    process()
    nour.post(f"/c/{lanterne.thread('ana')}/settle", {"reason": "person_safe"})
    with lanterne.inside():
        assert Conversation.objects.get().danger_rank >= 2


def test_a_worrying_message_puts_it_back(lanterne: Any, nour: Client, enzo: str, process: Callable[[], int]) -> None:
    nour.post(f"/c/{enzo}/settle", {"reason": "not_a_danger"})
    say(lanterne, event(URGENT, id="e2", thread="enzo", minute=2))
    process()
    with lanterne.inside():
        assert Conversation.objects.get().danger_rank >= 2


def test_a_doubt_comes_with_one_question_that_goes_into_the_answer(lanterne: Any, nour: Client, enzo: str) -> None:
    with lanterne.inside():
        thread = Conversation.objects.get()
        message = Message.objects.get().id
        for need, score in ((Need.HOUSING, 0.3), (Need.MONEY, 0.2)):
            NeedFound.objects.create(
                org_id=lanterne.org_id,
                conversation_id=thread.id,
                message_id=message,
                need=need,
                score=score,
                source="model",
                state="doubtful",
            )
    french = questions(Need.HOUSING)[0]
    assert nour.get(f"/c/{enzo}/").context["question"] == {"need": "housing", "text": french}
    nour.post(f"/c/{enzo}/question", {"need": "housing", "text": "Salut Enzo."})
    assert nour.get(f"/c/{enzo}/").context["draft"] == f"Salut Enzo.\n\n{french}"
    with lanterne.inside():
        assert not OutboxItem.objects.exists()


def test_a_question_about_nothing_known_is_refused(nour: Client, enzo: str) -> None:
    assert nour.post(f"/c/{enzo}/question", {"need": "love"}).status_code == 404
