"""Every address about a conversation is guarded in one place, and the journal notes who opened what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Membership
from maraude.apps.people.models import Person
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import URGENT, event
from tests.web.test_access import pages


@pytest.fixture
def thread(lanterne: Any, process: Callable[[], int]) -> UUID:
    say(lanterne, event(f"{URGENT} canari-de-la-lanterne", id="e1"))
    process()
    found: UUID = lanterne.thread()
    return found


def readings(association: Any) -> list[str]:
    with association.inside():
        rows = AuditFact.objects.filter(action__in=("conversation_read", "glass_broken")).order_by("at", "id")
        return list(rows.values_list("actor", flat=True))


def test_no_page_shows_a_minors_words_to_whom_nobody_vetted(
    lanterne: Any, thread: UUID, signed_in: Callable[[int], Client]
) -> None:
    from maraude.apps.safety.models import Alert  # noqa: PLC0415 - once Django is there

    with lanterne.inside():
        Person.objects.update(age_band="15_17")
        Membership.objects.filter(user_id=lanterne.staff["nour"]).update(vetted_on=None)
        ids = {"conversation_id": thread, "alert_id": Alert.objects.get().id}
    client = signed_in(lanterne.staff["nour"])
    for name, takes in pages():
        url = reverse(name, kwargs={key: ids.get(key, any_) for key, any_ in takes.items()})
        for method in ("get", "post"):
            answer = getattr(client, method)(url, {"text": "x", "gesture": "take"})
            assert "canari-de-la-lanterne" not in answer.content.decode(), name
            if {"conversation_id", "alert_id"} & takes.keys() and name != "break_glass":
                assert answer.status_code in {403, 405}, (name, method)
    assert readings(lanterne) == []
    page = client.get(f"/c/{thread}/").content.decode()
    assert "Camille" in page
    assert "119" in page


def test_an_attestation_noted_opens_the_conversation_at_the_next_page(
    lanterne: Any, thread: UUID, signed_in: Callable[[int], Client]
) -> None:
    with lanterne.inside():
        Person.objects.update(age_band="under_15")
        nour = Membership.objects.get(user_id=lanterne.staff["nour"])
        Membership.objects.filter(id=nour.id).update(vetted_on=None)
    client, camille = signed_in(nour.user_id), signed_in(lanterne.staff["camille"])
    assert client.get(f"/c/{thread}/").status_code == 403
    today = clock.now().date().isoformat()
    camille.post(f"/settings/people/{nour.id}", {"gesture": "vetting", "seen_on": today})
    assert client.get(f"/c/{thread}/").status_code == 200


def test_each_reading_is_in_the_journal_once_for_ten_minutes(
    lanterne: Any, thread: UUID, signed_in: Callable[[int], Client]
) -> None:
    client, nour = signed_in(lanterne.staff["nour"]), f"user:{lanterne.staff['nour']}"
    for _ in range(3):
        client.get(f"/c/{thread}/")
        client.get(f"/c/{thread}/", headers={"HX-Request": "true"})
    assert readings(lanterne) == [nour]
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        client.get(f"/c/{thread}/")
    assert readings(lanterne) == [nour, nour]


def test_the_team_sees_who_read_and_no_word_of_it(
    lanterne: Any, thread: UUID, signed_in: Callable[[int], Client]
) -> None:
    signed_in(lanterne.staff["nour"]).get(f"/c/{thread}/")
    sacha = signed_in(lanterne.staff["sacha"])
    for page in (f"/c/{thread}/readers", "/journal"):
        shown = sacha.get(page).content.decode()
        assert "Nour" in shown
        assert "canari-de-la-lanterne" not in shown.split("<main", 1)[1]


def test_a_reading_elsewhere_or_of_nothing_leaves_no_trace(
    lanterne: Any, quai: Any, thread: UUID, signed_in: Callable[[int], Client]
) -> None:
    client = signed_in(quai.staff["mado"])
    assert client.get(f"/c/{thread}/").status_code == 404
    assert readings(quai) == []
    assert "Nour" not in client.get("/journal").content.decode()
    assert readings(lanterne) == []


def test_a_reason_opens_for_an_hour_and_two_people_are_told(
    lanterne: Any, thread: UUID, signed_in: Callable[[int], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("maraude.web.inbox.glass.post", lambda **mail: told.append(mail["recipient"].split("@")[0]))
    with lanterne.inside():
        from maraude.apps.safety.models import Alert  # noqa: PLC0415 - once Django is there

        Alert.objects.all().delete()
        Conversation.objects.update(assigned_to_id=lanterne.staff["nour"])
    sacha = signed_in(lanterne.staff["sacha"])
    assert "canari" not in (closed := sacha.get(f"/c/{thread}/")).content.decode()
    assert closed.status_code == 403
    sacha.post(f"/c/{thread}/glass", {"reason": "curious"})
    assert sacha.get(f"/c/{thread}/").status_code == 403
    sacha.post(f"/c/{thread}/glass", {"reason": "glass_safeguarding"})
    page = sacha.get(f"/c/{thread}/")
    assert page.status_code == 200
    assert "ouverte pour une heure" in page.content.decode()
    assert told == ["nour", "camille"]
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert signed_in(lanterne.staff["sacha"]).get(f"/c/{thread}/").status_code == 403
