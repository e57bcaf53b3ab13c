"""The page of what is learned: who may begin and end it, what it shows, and what it refuses to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from maraude.apps.inbox.models import Conversation
from maraude.apps.levers.models import LeverDecision, LeverRuling
from maraude.apps.levers.queries.rulings import rules
from maraude.apps.orgs.models import Membership, Role
from maraude.apps.people.models import Person
from maraude.apps.safety.models import Alert
from maraude.core.lever_policy import ARMS, WINDOW
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import URGENT, event

PAGE = "/privacy/levers"
FIELDS = ("need", "stage", "register", "hour", "age_band", "arms", "arm", "propensity", "policy")


@pytest.fixture
def officer(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    """Sacha, data-protection officer."""
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["sacha"]).update(role=Role.DATA_PROTECTION_OFFICER)
    return signed_in(lanterne.staff["sacha"])


@pytest.fixture
def thread(lanterne: Any, process: Callable[[], int]) -> str:
    """Enzo, nineteen, says hello."""
    say(lanterne, event("salut, je sais pas trop quoi faire de ma vie", id="e1"))
    process()
    with lanterne.inside():
        Person.objects.update(age_band="18_21")
    return f"/c/{lanterne.thread()}/"


def box(html: str) -> str:
    return html[html.index('id="levers"') : html.index("</section>", html.index('id="levers"'))]


def counted(lanterne: Any) -> list[LeverDecision]:
    with lanterne.inside():
        return list(LeverDecision.objects.all())


def closed(lanterne: Any, count: int) -> None:
    """A year's decisions by equal chances; a real choice is followed by a step half the time."""
    random, at = Random(1), clock.now() - timedelta(days=60)
    rows = []
    for _ in range(count):
        arm = random.choice(ARMS).value
        reward = float(random.random() < (0.5 if arm == "autonomy" else 0.1))
        rows.append(
            LeverDecision(
                org_id=lanterne.org_id,
                on=at.date(),
                at=at,
                need="none",
                stage="wondering",
                register="chat",
                hour="evening",
                age_band="18_21",
                arms=[one.value for one in ARMS],
                arm=arm,
                propensity=1 / len(ARMS),
                policy="uniform",
                reward=reward,
                closed_at=at + WINDOW,
            )
        )
    with lanterne.inside():
        LeverDecision.objects.bulk_create(rows)


def test_a_look_with_a_moment_is_counted_once_and_leads(
    thread: str, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    nour.get(thread)
    assert counted(lanterne) == []
    first = box(nour.get(f"{thread}?moment=wondering").content.decode())
    again = box(nour.get(f"{thread}?moment=wondering").content.decode())
    (row,) = counted(lanterne)
    names = {"autonomy": "un vrai choix", "competence": "une force"}
    lead = first[first.index("levers__one") :][:300]
    assert names.get(row.arm, "") in lead
    assert first == again
    assert "trente jours" in first
    assert 'value="listening"' in first


def test_what_leads_is_shown_first(thread: str, lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    nour.get(f"{thread}?moment=wondering")
    for arm, name in (("autonomy", "un vrai choix"), ("recognition", "la reconnaissance"), ("curiosity", "ce qui")):
        with lanterne.inside():
            LeverDecision.objects.update(arm=arm)
        found = box(nour.get(f"{thread}?moment=wondering").content.decode())
        assert name in found[found.index("<strong>") :][:60]


def test_in_danger_nothing_is_counted(lanterne: Any, signed_in: Callable[[int], Client], process: Any) -> None:
    say(lanterne, event(URGENT, id="e1"))
    process()
    with lanterne.inside():
        Person.objects.update(age_band="18_21")
    found = box(signed_in(lanterne.staff["nour"]).get(f"/c/{lanterne.thread()}/?moment=wondering").content.decode())
    assert found.count("levers__one") == 1
    assert counted(lanterne) == []


def test_an_open_alert_in_another_thread_of_theirs_keeps_it_away(
    thread: str, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    with lanterne.inside():
        here = Conversation.objects.get()
        other = uuid4()
        Conversation.objects.create(
            org_id=here.org_id,
            id=other,
            person_id=here.person_id,
            account_id=here.account_id,
            channel="generic",
            sealed_reference=b"",
        )
        Alert.objects.create(org_id=here.org_id, conversation_id=other, level_rank=1)
    signed_in(lanterne.staff["nour"]).get(f"{thread}?moment=wondering")
    assert counted(lanterne) == []


def test_without_a_known_age_nothing_is_counted(thread: str, lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    with lanterne.inside():
        Person.objects.update(age_band="unsaid")
    found = box(signed_in(lanterne.staff["nour"]).get(f"{thread}?moment=wondering").content.decode())
    assert found.count("levers__one") == 4
    assert "trente jours" not in found
    assert counted(lanterne) == []


def test_beyond_the_cap_there_is_listening_and_why(
    thread: str, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    nour.get(f"{thread}?moment=wondering")
    (row,) = counted(lanterne)
    with lanterne.inside():
        LeverDecision.objects.all().delete()
        for day in (1, 2, 3):
            before = {"on": row.on - timedelta(days=day), "at": row.at - timedelta(days=day)}
            kept = {name: getattr(row, name) for name in FIELDS}
            LeverDecision.objects.create(org_id=lanterne.org_id, conversation_id=lanterne.thread(), **kept, **before)
    found = box(nour.get(f"{thread}?moment=wondering").content.decode())
    assert found.count("levers__one") == 1
    assert "trois jours" in found


def test_only_the_officer_begins_and_ends_learning(
    lanterne: Any, signed_in: Callable[[int], Client], officer: Client
) -> None:
    for person in ("nour", "camille"):
        assert signed_in(lanterne.staff[person]).post(f"{PAGE}/rule", {"allows": "yes"}).status_code == 403
    officer.post(f"{PAGE}/rule", {"allows": "perhaps"})
    with lanterne.inside():
        assert not LeverRuling.objects.exists()
    officer.post(f"{PAGE}/rule", {"allows": "yes"})
    with lanterne.inside():
        assert rules().is_learning
    html = unescape(officer.get(PAGE).content.decode())
    assert "Sacha" in html
    assert "apprentissage permis" in html
    officer.post(f"{PAGE}/rule", {"allows": "no"})
    with lanterne.inside():
        assert not rules().is_learning


def test_a_coordinator_switches_and_a_worker_looks(
    thread: str, lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour, camille = signed_in(lanterne.staff["nour"]), signed_in(lanterne.staff["camille"])
    assert nour.get(PAGE).status_code == 200
    assert nour.post(f"{PAGE}/switch", {"switch": "off"}).status_code == 403
    camille.post(f"{PAGE}/switch", {"switch": "off"})
    nour.get(f"{thread}?moment=wondering")
    assert counted(lanterne) == []
    camille.post(f"{PAGE}/switch", {"switch": "on"})
    nour.get(f"{thread}?moment=wondering")
    assert len(counted(lanterne)) == 1


def test_with_too_little_the_page_says_nothing(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    closed(lanterne, 300)
    html = unescape(signed_in(lanterne.staff["nour"]).get(PAGE).content.decode())
    assert html.count("on ne peut rien dire encore") == len(ARMS) + 1
    assert "plus de pas que maintenant" not in html


def test_with_enough_it_shows_intervals_and_what_may_be_said(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    closed(lanterne, 3_000)
    html = unescape(signed_in(lanterne.staff["nour"]).get(PAGE).content.decode())
    assert "on ne peut rien dire encore" not in html
    assert "plus de pas que maintenant" in html
    assert "moins de pas que maintenant" in html


def test_a_broken_chain_is_told(lanterne: Any, officer: Client) -> None:
    officer.post(f"{PAGE}/rule", {"allows": "yes"})
    with lanterne.inside():
        LeverRuling.objects.create(org_id=lanterne.org_id, number=2, at=clock.now(), actor="user:1", kind="withdrawn")
    assert 'role="alert"' in officer.get(PAGE).content.decode()
