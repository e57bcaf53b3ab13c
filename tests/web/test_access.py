"""Who may open which page: every address of the resolver, never a list kept by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from maraude.apps.orgs.models import Membership, Role, User
from tests.support.door import say
from tests.support.events import URGENT, event

OPEN = {"readyz"}
BY_A_CODE = ("/chat/", "/r/", "/me/", "/s/", "/a/", "/cal/", "/overlay/", "/kit/", "/play/")
WITHOUT_CONTENT = {  # their own pages
    Role.DATA_PROTECTION_OFFICER: {
        "journal",
        "privacy",
        "retention",
        "note_request",
        "decide_request",
        "register",
        "levers_learned",
        "rule_levers",
    },
    Role.PLATFORM_OPERATOR: {"health"},
}
FOR_EVERYBODY = (*BY_A_CODE, "/infos", "/verify")  # not by a log-in


def pages() -> list[tuple[str, dict[str, Any]]]:
    """Return the name of every staff page, and what it takes."""
    from maraude.web.urls import urlpatterns  # noqa: PLC0415 - once Django is there

    found = named(urlpatterns)
    return [(name, takes) for name, takes in found if not reverse(name, kwargs=takes).startswith(FOR_EVERYBODY)]


def named(patterns: Iterable[URLPattern | URLResolver]) -> list[tuple[str, dict[str, Any]]]:
    """Return the name of every address below, and what it takes."""
    return list(_named(patterns, {}))


def _named(patterns: Iterable[URLPattern | URLResolver], above: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for pattern in patterns:
        takes = above | {name: _any(kind) for name, kind in pattern.pattern.converters.items()}
        if isinstance(pattern, URLResolver):
            yield from _named(pattern.url_patterns, takes)
        else:
            yield str(pattern.name), takes


def _any(kind: object) -> Any:
    return uuid4() if isinstance(kind, UUIDConverter) else 7 if isinstance(kind, IntConverter) else "nope"


@pytest.mark.django_db
def test_a_stranger_is_led_to_the_log_in_from_every_page() -> None:
    for name, takes in pages():
        for method in ("get", "post"):
            answer = getattr(Client(), method)(reverse(name, kwargs=takes))
            if name in OPEN:
                assert answer.status_code in {200, 405}
                continue
            assert answer.status_code == 302, name
            assert answer.headers["location"].startswith("/accounts/login/"), name


def test_without_a_second_factor_every_page_leads_to_its_set_up(lanterne: Any) -> None:
    client = Client()
    client.force_login(User.objects.get(id=lanterne.staff["nour"]))
    for name, takes in pages():
        if name not in OPEN:
            answer = client.get(reverse(name, kwargs=takes))
            assert answer.headers["location"] == reverse("mfa_index"), name


def test_who_has_no_association_is_told_so(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["nour"]).update(is_active=False)
    answer = signed_in(lanterne.staff["nour"]).get("/inbox/")
    assert answer.status_code == 403


@pytest.mark.parametrize("role", [Role.DATA_PROTECTION_OFFICER, Role.PLATFORM_OPERATOR])
def test_roles_without_content_open_no_page(lanterne: Any, signed_in: Callable[[int], Client], role: Role) -> None:
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["sacha"]).update(role=role)
    client = signed_in(lanterne.staff["sacha"])
    for name, takes in pages():
        if name not in OPEN | {"home"} | WITHOUT_CONTENT[role]:
            url = reverse(name, kwargs=takes)
            assert {client.get(url).status_code, client.post(url).status_code} <= {403, 405}, name


@pytest.mark.usefixtures("lanterne")
def test_identity_headers_from_outside_sign_nobody_in() -> None:
    headers = {"x-remote-user": "nour@la-lanterne.example", "remote-user": "nour", "x-forwarded-user": "nour"}
    assert Client(headers=headers).get("/inbox/").status_code == 302


def test_every_page_answers_not_found_for_the_other_association(
    lanterne: Any, quai: Any, process: Callable[[], int], signed_in: Callable[[int], Client]
) -> None:
    say(quai, event(f"{URGENT} canari-du-quai", id="q1", thread="malo"))
    process()
    from maraude.apps.inbox.models import Message  # noqa: PLC0415 - once Django is there
    from maraude.apps.safety.models import Alert  # noqa: PLC0415

    with quai.inside():
        ids = {
            "conversation_id": quai.thread("malo"),
            "message_id": Message.objects.get(event_id="q1").id,
            "alert_id": Alert.objects.get().id,
        }
    client = signed_in(lanterne.staff["camille"])
    for name, takes in pages():
        wanted = {key: ids.get(key, any_) for key, any_ in takes.items()}
        for method in ("get", "post"):
            answer = getattr(client, method)(reverse(name, kwargs=wanted), {"text": "x", "gesture": "take"})
            assert "canari-du-quai" not in answer.content.decode(), name
            if wanted:
                assert answer.status_code in {404, 405}, (name, method, answer.status_code)


def test_pages_carry_the_headers_that_keep_them_private(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    answer = signed_in(lanterne.staff["nour"]).get("/inbox/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
