from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import connection
from django.db.models.functions import Now

from maraude.api.conversations.views import outbox_key
from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import Role
from maraude.apps.people.actions.stop_contact import stop_contact
from maraude.apps.people.models import PersonKey
from maraude.apps.tenancy.context import tenant
from tests.api.support.client import Api, Reply
from tests.api.support.world import EVENING, Association, hear, join


@pytest.fixture
def conversation(lanterne: Association) -> UUID:
    return hear(lanterne, "salut")


def answer(api: Api, conversation: UUID, text: str = "Bonsoir, je suis Nour.", key: str = "k1") -> Reply:
    return api.post(f"/conversations/{conversation}/messages", {"text": text, "idempotency_key": key})


def test_an_answer_is_queued_at_once_in_the_workers_name(lanterne: Association, nour: Api, conversation: UUID) -> None:
    reply = answer(nour, conversation)
    assert (reply.status, reply.json["text"], reply.json["delivery"]) == (201, "Bonsoir, je suis Nour.", "queued")
    with tenant(lanterne.org_id):
        assert Message.objects.get(id=reply.json["id"]).author_id == lanterne.worker_id
        assert OutboxItem.objects.filter(not_before__lte=Now()).count() == 1  # the sender's clock is the database's
        assert AuditFact.objects.filter(action="message_sent", actor=f"user:{lanterne.worker_id}").count() == 1


def test_the_answer_is_then_read_in_the_thread(nour: Api, conversation: UUID) -> None:
    sent = answer(nour, conversation).json
    assert nour.get(f"/conversations/{conversation}").json["messages"][-1] == sent


def test_the_same_key_sends_once_and_returns_the_same_message(
    lanterne: Association, nour: Api, conversation: UUID
) -> None:
    first, second = answer(nour, conversation), answer(nour, conversation)
    assert (first.status, second.status) == (201, 200)
    assert first.json == second.json
    with tenant(lanterne.org_id):
        assert OutboxItem.objects.count() == 1


@pytest.mark.usefixtures("committed")
def test_two_posts_at_once_with_one_key_make_one_message(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "salut")

    def post(_: int) -> Reply:
        try:
            return answer(nour, conversation)
        finally:
            connection.close()  # each thread has its own

    with ThreadPoolExecutor(4) as threads:
        replies = list(threads.map(post, range(8)))
    assert sorted(reply.status for reply in replies) == [200] * 7 + [201]
    assert len({reply.json["id"] for reply in replies}) == 1


def test_a_key_used_in_one_conversation_is_free_in_another(
    lanterne: Association, nour: Api, conversation: UUID
) -> None:
    other = hear(lanterne, "coucou", thread="lina")
    first, second = answer(nour, conversation), answer(nour, other)
    assert (first.status, second.status) == (201, 201)
    assert first.json["id"] != second.json["id"]


def test_a_colleague_may_use_the_same_key(lanterne: Association, nour: Api, conversation: UUID) -> None:
    user_id = join(lanterne.org_id, "camille@lanterne.example", Role.COORDINATOR)
    with tenant(lanterne.org_id):
        camille = Api(token=create_token(org_id=lanterne.org_id, name="Camille", user_id=user_id, actor="test"))
    answer(nour, conversation)
    assert answer(camille, conversation, "Et Camille.").json["text"] == "Et Camille."


def test_no_caller_can_occupy_the_key_of_a_safety_line() -> None:
    key = outbox_key(author_id=1, conversation_id=UUID(int=1), key="line-1")
    assert key.startswith("api-")
    assert len(key) <= 80


@pytest.mark.parametrize("text", ["", " \n ", "a" * 10_001])
def test_an_empty_or_endless_answer_is_refused(lanterne: Association, nour: Api, conversation: UUID, text: str) -> None:
    assert answer(nour, conversation, text).status == 400
    with tenant(lanterne.org_id):
        assert not OutboxItem.objects.exists()


def test_characters_that_cannot_be_kept_are_replaced(nour: Api, conversation: UUID) -> None:
    assert answer(nour, conversation, "bon\x00soir").json["text"] == "bon\ufffdsoir"


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "Send a JSON object."),
        (b"\xff", "byte 0"),
        (b"[]", "Expected `object`"),
        (b'{"text": "a"', "truncated"),
        (b'{"text": "a"}', "`idempotency_key`"),
        (b'{"text": 1, "idempotency_key": "k"}', "$.text"),
        (b'{"text": "a", "idempotency_key": ""}', "$.idempotency_key"),
        (b'{"text": "a", "idempotency_key": "' + b"k" * 81 + b'"}', "$.idempotency_key"),
    ],
)
def test_a_malformed_body_is_told_its_place(nour: Api, conversation: UUID, body: bytes, place: str) -> None:
    reply = nour.call("POST", f"/conversations/{conversation}/messages", body=body)
    assert reply.status == 400
    assert place in reply.json["error"]


def test_nobody_writes_to_a_person_who_said_stop(lanterne: Association, nour: Api, conversation: UUID) -> None:
    with tenant(lanterne.org_id):
        person_id = Conversation.objects.get(id=conversation).person_id
        stop_contact(org_id=lanterne.org_id, person_id=person_id, at=EVENING)
    reply = answer(nour, conversation)
    assert (reply.status, reply.json["code"]) == (409, "stopped")


def test_nobody_writes_to_an_erased_person(lanterne: Association, nour: Api, conversation: UUID) -> None:
    with tenant(lanterne.org_id):
        PersonKey.objects.all().delete()
    reply = answer(nour, conversation)
    assert (reply.status, reply.json["code"]) == (409, "erased")
