"""Colleagues, as those who run the association invite, confirm and let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from maraude.apps.orgs.models import AccountRequest, Membership, User
from maraude.lib import clock

GOOD = "quatre-mots-sans-rapport"
ZOE = {"email": "zoe@la-lanterne.example", "name": "Zoé", "role": "worker"}


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


@pytest.fixture
def sacha(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["sacha"])


def address(client: Client) -> str:
    """Return the path of the invitation that the page shows this once."""
    page = client.get("/settings/people")
    return str(page.context["invitation"]).split("8000", 1)[1]


def joined(client: Client) -> Any:
    client.post("/settings/people/invite", ZOE)
    where = address(client)
    return Client(headers={"accept-language": "fr"}).post(where, {"name": "Zoé", "password1": GOOD, "password2": GOOD})


def test_an_invitation_is_shown_once_accepted_once_and_opens_a_day_later(
    camille: Client, signed_in: Callable[[int], Client]
) -> None:
    assert "C'est accepté" in joined(camille).content.decode().replace("&#x27;", "'")
    assert camille.get("/settings/people").context["invitation"] == ""
    zoe = signed_in(User.objects.get(email=ZOE["email"]).id)
    soon = zoe.get("/inbox/")
    assert soon.status_code == 403
    assert "s'ouvre bientôt" in soon.content.decode().replace("&#x27;", "'")
    with time_machine.travel(clock.now() + timedelta(hours=25)):
        assert signed_in(User.objects.get(email=ZOE["email"]).id).get("/inbox/").status_code == 200


def test_a_second_colleague_confirms_and_it_opens_at_once(
    lanterne: Any, camille: Client, sacha: Client, signed_in: Callable[[int], Client]
) -> None:
    joined(camille)
    with lanterne.inside():
        where = f"/settings/people/asked/{AccountRequest.objects.get().id}"
    assert 'value="confirm"' not in camille.get("/settings/people").content.decode()
    camille.post(where, {"gesture": "confirm"})
    zoe = User.objects.get(email=ZOE["email"])
    assert signed_in(zoe.id).get("/inbox/").status_code == 403
    sacha.post(where, {"gesture": "confirm"})
    assert signed_in(zoe.id).get("/inbox/").status_code == 200


@pytest.mark.parametrize("wrong", [{"password1": "court", "password2": "court"}, {"password1": GOOD, "password2": "x"}])
def test_a_password_that_will_not_do_is_said_and_the_invitation_stays(camille: Client, wrong: dict[str, str]) -> None:
    camille.post("/settings/people/invite", ZOE)
    where = address(camille)
    answer = Client().post(where, {"name": "Zoé", **wrong})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert Client().get(where).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["nope", "x" * 200, "..%2f"])
def test_a_guessed_invitation_meets_a_neutral_page(code: str) -> None:
    assert Client().get(f"/accounts/join/{code}/").status_code == 404


def test_a_worker_invites_nobody(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get("/settings/people").status_code == 403
    assert nour.post("/settings/people/invite", ZOE).status_code == 403


def test_everybody_who_runs_the_association_is_told_without_a_word_more(
    camille: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(
        "maraude.web.accounts.notices.post", lambda **mail: told.append((mail["recipient"], mail["body"]))
    )
    joined(camille)
    assert [recipient.split("@")[0] for recipient, _ in told] == ["zoe", "sacha", "camille", "sacha"]


def test_another_role_waits_for_a_second_colleague(lanterne: Any, camille: Client, sacha: Client) -> None:
    with lanterne.inside():
        nour = Membership.objects.get(user_id=lanterne.staff["nour"])
    camille.post(f"/settings/people/{nour.id}", {"gesture": "role", "role": "administrator"})
    page = sacha.get("/settings/people")
    assert [one.role for one in page.context["asked"]] == ["administrator"]
    sacha.post(f"/settings/people/asked/{page.context['asked'][0].id}", {"gesture": "confirm"})
    with lanterne.inside():
        assert Membership.objects.get(id=nour.id).role == "administrator"


@pytest.mark.parametrize(
    "sent", [{"gesture": "role", "role": "king"}, {"gesture": "vetting", "seen_on": "demain"}, {"gesture": "vetting"}]
)
def test_what_cannot_be_is_said_and_nothing_changes(lanterne: Any, camille: Client, sent: dict[str, str]) -> None:
    with lanterne.inside():
        before = Membership.objects.get(user_id=lanterne.staff["nour"])
    page = camille.post(f"/settings/people/{before.id}", sent, follow=True)
    assert 'class="message"' in page.content.decode()
    with lanterne.inside():
        after = Membership.objects.get(user_id=lanterne.staff["nour"])
    assert (after.role, after.vetted_on) == (before.role, before.vetted_on)


def test_the_other_associations_colleagues_do_not_exist_here(quai: Any, camille: Client) -> None:
    with quai.inside():
        mado = Membership.objects.get(user_id=quai.staff["mado"])
    assert camille.post(f"/settings/people/{mado.id}", {"gesture": "end"}).status_code == 404
    assert "Mado" not in camille.get("/settings/people").content.decode()
