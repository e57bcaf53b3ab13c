from __future__ import annotations

import json

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maraude.api.conversations import earlier
from maraude.api.routes import ROUTES
from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import ApiToken, Membership, Role, User
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock
from tests.api.support.client import Api
from tests.api.support.world import Association, hear, join

WORDS = st.one_of(st.text(), st.none(), st.integers(), st.sampled_from(["other", "Bonsoir"]))
FIELDS = st.fixed_dictionaries({}, optional={"text": WORDS, "idempotency_key": WORDS, "reason": WORDS})
BODIES = st.one_of(st.binary(), FIELDS.map(json.dumps).map(str.encode))
NO_ONE = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("token", [None, "", "mrd_unknown", "mrd_é"])
def test_without_a_known_token_nothing_is_served(token: str | None) -> None:
    reply = Api(token=token).get("/conversations")
    assert (reply.status, reply.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_token_in_another_scheme_is_not_read(lanterne: Association) -> None:
    response = Client().get("/api/v1/conversations", headers={"Authorization": f"Basic {lanterne.token}"})
    assert response.status_code == 401


def test_a_revoked_token_opens_nothing(lanterne: Association, nour: Api) -> None:
    with tenant(lanterne.org_id):
        ApiToken.objects.filter(user_id=lanterne.worker_id).update(revoked_at=clock.now())
    assert nour.get("/conversations").status == 401


def test_a_token_dies_with_its_persons_membership(lanterne: Association, nour: Api) -> None:
    with tenant(lanterne.org_id):
        Membership.objects.filter(user_id=lanterne.worker_id).update(is_active=False)
    assert nour.get("/conversations").status == 403


def test_a_token_dies_with_its_persons_account(lanterne: Association, nour: Api) -> None:
    User.objects.filter(id=lanterne.worker_id).update(is_active=False)
    assert nour.get("/conversations").status == 403


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.WORKER, 200),
        (Role.COORDINATOR, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.DATA_PROTECTION_OFFICER, 403),
        (Role.PLATFORM_OPERATOR, 403),
    ],
)
def test_only_roles_that_read_content_read_it_here(lanterne: Association, role: Role, status: int) -> None:
    user_id = join(lanterne.org_id, f"{role}@lanterne.example", role)
    with tenant(lanterne.org_id):
        token = create_token(org_id=lanterne.org_id, name="Sacha", user_id=user_id, actor="test")
    assert Api(token=token).get("/conversations").status == status


def test_a_token_made_for_alerts_reads_no_conversation(lanterne: Association, kiosk: Api) -> None:
    with tenant(lanterne.org_id):
        ApiToken.objects.filter(user__isnull=True).update(scopes=["alerts"])
    assert (kiosk.get("/alerts").status, kiosk.get("/conversations").status) == (200, 403)


@pytest.mark.parametrize("path", ["conversations/{}/messages", "alerts/{}/take", "alerts/{}/close"])
def test_an_integration_writes_nothing(kiosk: Api, path: str) -> None:
    assert kiosk.post(f"/{path.format(NO_ONE)}", {"reason": "other"}).status == 403


@pytest.mark.parametrize(("method", "path"), [("DELETE", "/conversations"), ("GET", f"/alerts/{NO_ONE}/take")])
def test_another_method_is_told_which_ones_exist(nour: Api, method: str, path: str) -> None:
    reply = nour.call(method, path)
    assert (reply.status, reply.headers["Allow"]) == (405, "GET" if path == "/conversations" else "POST")


def test_a_head_is_answered_as_a_get_without_its_body(lanterne: Association) -> None:
    response = Client().head("/api/v1/conversations", headers={"Authorization": f"Bearer {lanterne.token}"})
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/nothing", "/api/v2/conversations", "/api/v1/conversations/"])
def test_an_unknown_address_is_said_in_json(address: str) -> None:
    response = Client().get(address)
    assert (response.status_code, response.json()) == (404, {"error": "Nothing here."})


@pytest.mark.parametrize("wrong", ["1", "x", NO_ONE, NO_ONE.replace("-", ""), f"{{{NO_ONE}}}", "%00", "é"])
def test_what_is_no_id_of_ours_is_not_found(nour: Api, wrong: str) -> None:
    assert nour.get(f"/conversations/{wrong}").status == 404


def test_a_body_over_a_megabyte_is_refused(nour: Api) -> None:
    reply = nour.post(f"/conversations/{NO_ONE}/messages", {"text": "a" * 1_048_577, "idempotency_key": "1"})
    assert (reply.status, reply.json) == (413, {"error": "This body is over 1 MB."})


def test_no_session_is_opened_and_no_cookie_set(lanterne: Association) -> None:
    response = Client(enforce_csrf_checks=True).post(
        f"/api/v1/conversations/{hear(lanterne, 'salut')}/messages",
        {"text": "Bonsoir !", "idempotency_key": "1"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {lanterne.token}"},
    )
    assert (response.status_code, dict(response.cookies)) == (201, {})


@pytest.mark.parametrize(("broken", "status"), [(OperationalError("secret"), 503), (RuntimeError("secret"), 500)])
def test_what_breaks_is_said_without_its_words(
    nour: Api, monkeypatch: pytest.MonkeyPatch, broken: Exception, status: int
) -> None:
    def fail(**_: object) -> None:
        raise broken

    monkeypatch.setattr(earlier, "thread", fail)
    reply = nour.get(f"/conversations/{NO_ONE}")
    assert reply.status == status
    assert "secret" not in reply.json["error"]


@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_request_breaks_the_api(lanterne: Association, nour: Api, data: st.DataObject) -> None:
    subject = data.draw(st.sampled_from([NO_ONE, str(hear(lanterne, "salut")), "x"]))
    route = data.draw(st.sampled_from(ROUTES))
    body = data.draw(BODIES) if route.writes else b""
    query = data.draw(st.dictionaries(st.sampled_from(["cursor", "folder", "state"]), st.text(), max_size=3))
    reply = nour.call(route.method, route.path.replace("{id}", subject), body=body, query=query)
    assert reply.status < 500
