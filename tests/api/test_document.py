from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from maraude.api.openapi.document import document
from maraude.api.routes import PREFIX, ROUTES
from maraude.api.urls import urlpatterns
from tests.api.support.schema import mismatch
from tests.api.support.schema import resolve as follow

CONTRACT = {
    "ConversationPage": {"results", "next"},
    "ConversationRow": {"id", "person", "channel", "status", "risk", "needs", "waiting_since", "last_message"},
    "Person": {"id", "pseudonym"},
    "Danger": {"level", "kinds"},
    "NeedScore": {"need", "score"},
    "LastMessage": {"text", "at", "direction"},
    "Message": {"id", "direction", "text", "at", "delivery", "needs", "risk", "edited", "deleted"},
    "NewMessage": {"text", "idempotency_key"},
    "Referral": {"id", "state", "partner_state", "person_url", "structure_url"},
    "Proposals": {"proposals", "safety", "notes"},
    "Proposal": {
        "service_id",
        "structure_id",
        "name",
        "structure_name",
        "score",
        "distance_km",
        "remote",
        "open_now",
        "eligibility",
        "reasons",
        "source",
        "date_maj",
    },
    "AlertPage": {"results", "next"},
    "AlertRow": {"id", "conversation", "level", "kinds", "state", "raised_at"},
    "Closing": {"reason"},
    "OutboxPage": {"results", "next"},
    "Departed": {"conversation", "message_id", "text", "at"},
}


def test_the_document_is_open_to_all() -> None:
    response = Client().get("/api/v1/openapi.json")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert response.json() == document()


def test_every_address_served_is_documented() -> None:
    served = {
        "/" + re.sub(r"<str:(\w+)>", r"{\1}", str(one.pattern)) for one in urlpatterns if one.name != "api_nothing"
    }
    assert served == {path if path.startswith("/in/") else PREFIX + path for path in document()["paths"]}


@pytest.mark.parametrize("path", list(document()["paths"]))
def test_every_documented_address_is_served(path: str) -> None:
    address = (path if path.startswith("/in/") else PREFIX + path).replace("{id}", "x").replace("{key}", "x")
    assert resolve(address).url_name != "api_nothing"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_every_route_documents_all_its_statuses(route: Any) -> None:
    operation = document()["paths"][route.path][route.method.lower()]
    assert {int(status) for status in operation["responses"]} == set(route.answers) | set(route.failures)
    assert operation["operationId"] == route.name


@pytest.mark.parametrize(("name", "fields"), CONTRACT.items())
def test_the_shapes_are_those_of_the_contract(name: str, fields: set[str]) -> None:
    schema = document()["components"]["schemas"][name]
    assert set(schema["properties"]) == set(schema["required"]) == fields


def test_a_conversation_is_its_row_and_its_messages() -> None:
    fields = document()["components"]["schemas"]["Conversation"]["properties"].keys()
    assert fields == CONTRACT["ConversationRow"] | {"messages", "next"}


def test_every_reference_leads_somewhere() -> None:
    references = list(_references(document()))
    assert len(references) > 50
    assert all(follow(document(), {"$ref": reference}) for reference in references)


def test_no_two_operations_have_the_same_name() -> None:
    operations = [operation for path in document()["paths"].values() for operation in path.values()]
    names = [operation["operationId"] for operation in operations if "operationId" in operation]
    assert len(names) == len(set(names)) == len(ROUTES) + 2


@pytest.mark.parametrize("wrong", [{}, {"error": 1}, {"error": "x", "internal": "y"}, {"error": True}])
def test_our_reading_of_schemas_sees_what_is_wrong(wrong: object) -> None:
    assert mismatch(document(), {"$ref": "#/components/schemas/Failure"}, wrong)


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _references(one)
    if isinstance(value, dict):
        yield from ([value["$ref"]] if "$ref" in value else [])
        yield from _references(list(value.values()))
