"""Every address of staff, asked with what no form sends: an answer, never an error of ours."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse

from maraude.apps.orgs.models import Membership, Role
from maraude.apps.safety.models import Alert
from maraude.lib import safe_http
from tests.support.door import say
from tests.support.events import URGENT, event
from tests.web.test_access import WITHOUT_CONTENT, named, pages

_FIELD = re.compile(r"""(?:GET|POST|said)(?:\.get|\.getlist)?[\[(]"(\w+)\"""")
_VALUES = (
    "-1",
    "9" * 40,
    "\u0663",
    "2026-02-30",
    "\ufffd\u202e",
    "<script>alert(1)</script>",
    str(uuid4()),
    "x" * 70_000,
)
_DESTRUCTIVE = {"logout"}


def _nobody_answers(_until: float) -> Any:
    raise safe_http.NotSent("unreachable")


def _ids(house: Any) -> dict[str, Any]:
    with house.inside():
        return {"conversation_id": house.thread("enzo"), "alert_id": Alert.objects.get().id}


def _fields(url: str) -> set[str]:
    """Return the names that the page's own module reads, and a few that many read."""
    view = inspect.unwrap(resolve(url).func)
    module = inspect.getmodule(view)
    return set(_FIELD.findall(inspect.getsource(module))) | {"text", "cursor", "q"} if module else set()


def _asked(client: Client, url: str, form: dict[str, str]) -> None:
    for method in ("get", "post"):
        answer = getattr(client, method)(url, form)
        assert answer.status_code < 500, (method, url, {name: value[:30] for name, value in form.items()})


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.DATA_PROTECTION_OFFICER])
def test_no_question_breaks_a_page(
    lanterne: Any,
    process: Callable[[], int],
    signed_in: Callable[[int], Client],
    role: Role,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(safe_http, "_GuardedBackend", _nobody_answers)
    say(lanterne, event(f"{URGENT} j'habite Creil", id="h1", thread="enzo"))
    process()
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["camille"]).update(role=role)
    client = signed_in(lanterne.staff["camille"])
    client.raise_request_exception = True
    named = _ids(lanterne)
    for name, takes in pages():
        if name in _DESTRUCTIVE or name not in WITHOUT_CONTENT.get(role, {name}):
            continue
        url = reverse(name, kwargs={key: named.get(key, any_) for key, any_ in takes.items()})
        fields = sorted(_fields(url))
        for value in _VALUES:
            _asked(client, url, dict.fromkeys(fields, value))
        for number, field in enumerate(fields):  # alone: the first refusal hides no other
            _asked(client, url, {field: _VALUES[number % len(_VALUES)]})


def test_a_nul_is_refused_wherever_it_hides(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    client = signed_in(lanterne.staff["camille"])
    for name, takes in pages():
        url = reverse(name, kwargs=takes)
        assert client.get(url, {"q": "a\x00b"}).status_code == 400, name
        assert client.post(url, {"text": "a\x00b"}).status_code == 400, name
    assert client.get("/directory/service/a%00b/").status_code == 400
    said = client.get("/inbox/?q=%00", headers={"accept-language": "fr"})
    assert "Rien n’a été changé" in said.content.decode()


def test_a_form_with_files_where_json_is_wanted_is_refused(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    client = signed_in(lanterne.staff["camille"])
    assert client.post(reverse("round_logs"), {"logs": "x"}).status_code == 400


@pytest.mark.usefixtures("lanterne")
@pytest.mark.parametrize("code", ["%00", "a%00b", "x" * 3000, "%F0%9F", "..%2F", "%E2%80%AE", "٣"])
def test_no_code_breaks_a_page_without_log_in(code: str) -> None:
    from maraude.web.urls import urlpatterns  # noqa: PLC0415 - once Django is there

    shown = [
        (name, reverse(name, kwargs=takes | {key: "CODE" for key in ("token", "key") if key in takes}))
        for name, takes in named(urlpatterns)
        if {"token", "key"} & set(takes)
    ]
    assert len(shown) > 30
    for name, url in shown:
        for method, text in (("get", "a"), ("post", "a"), ("post", "a\x00b")):
            answer = getattr(Client(), method)(url.replace("CODE", code), {"text": text})
            assert answer.status_code < 500, (method, name)
            assert b"/inbox/" not in answer.content, name
