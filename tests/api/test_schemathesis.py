"""The API under whatever its own document allows and forbids (security.md S-34), made up by schemathesis."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from maraude.api.openapi.document import document
from maraude.api.routes import ROUTES
from tests.api.support.world import Association

NO_ONE = "00000000-0000-7000-8000-000000000000"
EACH = 25  # questions for an operation and a kind of caller
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS = [
    (method.upper(), path)
    for path, one in document()["paths"].items()
    for method in one
    if method in {"get", "post", "put", "patch", "delete"}
]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """Keep the test's transaction: a WSGI application closes what it thinks is its own connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_question_breaks_the_api_and_every_answer_is_as_described(
    method: str, path: str, lanterne: Association
) -> None:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = get_wsgi_application()
    operation = schema[path][method]
    asked = []

    @hypothesis.given(case=operation.as_strategy())
    @hypothesis.settings(max_examples=EACH, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
    def ask(case: schemathesis.Case[Any]) -> None:
        asked.append(case)
        for token in (lanterne.token, lanterne.integration):
            case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)

    ask()
    assert asked


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.usefixtures("db")
def test_without_a_token_every_operation_but_the_document_is_refused(method: str, path: str) -> None:
    address = "/api/v1" + path if path in {route.path for route in ROUTES} or path == "/openapi.json" else path
    answer = getattr(Client(), method.lower())(address.replace("{id}", NO_ONE).replace("{key}", "nobody"))
    assert answer.status_code in ({200} if path == "/openapi.json" else {401, 404}), address  # 404: nobody has that key
