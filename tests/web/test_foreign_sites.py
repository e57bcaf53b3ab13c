"""What another site could make a browser do here (security.md S-13): forms, frames, redirects, names of hosts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.test_access import OPEN, named, pages

FOREIGN = [
    "https://evil.example/", "//evil.example/", "///evil.example", "http:evil.example", "/\\evil.example",
    "\\\\evil.example", "javascript:alert(1)", "https:/evil.example", "\thttps://evil.example", "/%09/evil.example",
]  # fmt: skip


def _ours(location: str) -> bool:
    return location.startswith("/") and not location.startswith(("//", "/\\"))


def test_no_staff_page_takes_a_form_without_its_token(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    signed = signed_in(lanterne.staff["camille"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed.cookies
    refused = {
        name: strict.post(reverse(name, kwargs=takes), {"text": "Bonsoir"}).status_code
        for name, takes in pages()
        if name not in OPEN
    }
    assert set(refused.values()) == {403}, {name: status for name, status in refused.items() if status != 403}
    assert len(refused) > 60


def test_a_form_of_another_site_is_refused_though_it_knows_the_token(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    signed = signed_in(lanterne.staff["camille"])
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed.cookies
    strict.get("/inbox/")
    token = strict.cookies["csrftoken"].value
    where = reverse("alert_take", kwargs={"alert_id": "00000000-0000-7000-8000-000000000000"})
    form = {"csrfmiddlewaretoken": token}
    assert strict.post(where, form, headers={"origin": "https://evil.example"}).status_code == 403
    assert strict.post(where, form, headers={"origin": "http://testserver"}).status_code == 404


def test_every_page_forbids_to_be_framed(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    from maraude.web.urls import urlpatterns  # noqa: PLC0415 - once Django is there

    client = signed_in(lanterne.staff["camille"])
    framed = []
    for name, takes in named(urlpatterns):
        answer = client.get(reverse(name, kwargs=takes))
        policy = answer.headers.get("content-security-policy", "")
        if "frame-ancestors 'none'" not in policy and answer.headers.get("x-frame-options") != "DENY":
            framed.append(name)
    assert framed == []


@pytest.mark.parametrize("there", FOREIGN)
def test_the_log_in_leads_to_nobody_else(there: str, lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    client = signed_in(lanterne.staff["camille"])
    for page in ("/accounts/login/", "/accounts/logout/", "/accounts/reauthenticate/"):
        for answer in (client.get(page, {"next": there}), client.post(page, {"next": there})):
            assert _ours(answer.headers.get("location", "/")), page
    for name, takes in pages():
        if name not in OPEN:
            answer = client.get(reverse(name, kwargs=takes), {"next": there, "back": there, "to": there})
            assert _ours(answer.headers.get("location", "/")), name


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver:80@evil.example", "a b", ""])
@pytest.mark.usefixtures("db")
def test_a_host_that_is_not_ours_is_refused(host: str) -> None:
    for page in ("/inbox/", "/accounts/login/", "/infos", "/accounts/password/reset/"):
        answer = Client(SERVER_NAME="testserver").get(page, headers={"host": host})
        assert answer.status_code == 400, page
        assert b"evil.example" not in answer.content
