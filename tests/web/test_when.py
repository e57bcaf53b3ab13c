"""When and where we are needed: our own contacts, small figures not told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.outreach.models import Door
from maraude.core.when import when_they_write
from tests.support.chat_page import open_page
from tests.support.door import say
from tests.support.events import event

MONDAY_EVENING = datetime(2026, 11, 23, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(("number", "told"), [(1, None), (10, None), (11, 11), (40, 40)])
def test_a_small_figure_is_not_told(number: int, told: int | None) -> None:
    assert when_they_write([MONDAY_EVENING] * number) == {(0, 4): told}


def test_the_picture_is_of_our_own_contacts_and_hides_small_figures(
    lanterne: Any, quai: Any, process: Callable[[], int], signed_in: Callable[[int], Client]
) -> None:
    for number in range(12):
        say(lanterne, event("salut", id=f"e{number}", thread=f"t{number}"))
    say(quai, event("salut", id="q1", thread="malo"))
    process()
    nour = signed_in(lanterne.staff["nour"])
    assert "12 conversations" in nour.get("/rounds/when").content.decode()
    with lanterne.inside():
        Conversation.objects.update(created_at=Conversation.objects.earliest("created_at").created_at)
    html = nour.get("/rounds/when").content.decode()
    assert ">12</td>" in html
    with lanterne.inside():
        Conversation.objects.exclude(id=lanterne.thread("t0")).update(created_at=MONDAY_EVENING.replace(year=2020))
    html = nour.get("/rounds/when").content.decode()
    assert "quelques" in html
    assert ">1</td>" not in html


def test_nobody_yet_is_said(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    assert "Personne n'a encore écrit" in signed_in(lanterne.staff["nour"]).get("/rounds/when").content.decode()


def test_a_door_offers_telegram_and_tells_it_the_door(
    lanterne: Any, process: Callable[[], int], signed_in: Callable[[int], Client]
) -> None:
    from maraude.apps.ingest.actions.open_account import open_account  # noqa: PLC0415 - once Django is there

    open_page(lanterne, process)
    signed_in(lanterne.staff["camille"]).post("/settings/doors", {"place": "Gare", "kind": "poster"})
    with lanterne.inside():
        door = Door.objects.get()
    page = Client(headers={"accept-language": "fr"})
    assert "t.me" not in page.get(f"/r/{door.code}").content.decode()
    with lanterne.inside():
        open_account(org_id=lanterne.org_id, channel="telegram", name="@lanterne_bot", actor="test")
    assert f"https://t.me/lanterne_bot?start={door.code}" in page.get(f"/r/{door.code}").content.decode()
    with lanterne.inside():
        ChannelAccount.objects.filter(channel="telegram").update(name='@x" onclick="')
    assert "t.me" not in page.get(f"/r/{door.code}").content.decode()
