"""What the program understands: its card, its caution, its consents to learn; and what an export holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maraude.apps.inbox.actions.decide_need import decide_need
from maraude.apps.inbox.models import Message, NeedFound
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.choose import TooYoung, choose_learning
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.privacy.queries.lessons import correction_counts, lessons
from maraude.core.age import AgeBand
from maraude.core.need import Need
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import URGENT, event

WORK = "je cherche un travail dans la restauration"


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


@pytest.fixture
def agreed(lanterne: Any, process: Callable[[], int]) -> Any:
    """The association and Enzo agreed; then he wrote, and Nour confirmed what was seen."""
    before = clock.now() - timedelta(days=30)
    say(lanterne, event("salut", id="e0", thread="enzo"))
    process()
    with lanterne.inside():
        Organisation.objects.filter(id=lanterne.org_id).update(learning_consent_since=before)
        Person.objects.update(learning_consent_since=before)
    say(lanterne, event(WORK, id="e1", thread="enzo", minute=1), event(URGENT, id="e2", thread="enzo", minute=2))
    process()
    decided(lanterne, "e1")
    return lanterne


def decided(association: Any, *events: str) -> None:
    with association.inside():
        for one in NeedFound.objects.filter(message_id__in=Message.objects.filter(event_id__in=events).values("id")):
            decide_need(
                message_id=one.message_id, need=Need(one.need), decision="confirm", by_user_id=association.staff["nour"]
            )


def taught(association: Any, channels: tuple[str, ...] = ("generic",)) -> list[dict[str, Any]]:
    with association.inside():
        return list(lessons(org_id=association.org_id, channels=channels))


def test_the_page_shows_what_it_misses_and_keeps_the_caution(lanterne: Any, camille: Client) -> None:
    page = camille.get("/settings/understanding")
    assert page.status_code == 200
    assert page.context["model"].alert_recall.value > 0.5
    camille.post("/settings/understanding/save", {"caution": "2"})
    with lanterne.inside():
        assert Organisation.objects.get().caution == 2


@pytest.mark.parametrize("caution", ["3", "-1", "", "x"])
def test_an_unknown_caution_changes_nothing(lanterne: Any, camille: Client, caution: str) -> None:
    camille.post("/settings/understanding/save", {"caution": caution, "learning": "yes"})
    with lanterne.inside():
        found = Organisation.objects.get()
        assert (found.caution, found.learning_consent_since) == (0, None)


def test_what_both_agreed_to_may_teach_without_what_shows_danger(agreed: Any) -> None:
    lines = taught(agreed)
    assert [line["text"] for line in lines] == [WORK]
    assert "employment" in lines[0]["needs"]


def test_a_channel_whose_terms_forbid_it_teaches_nothing(agreed: Any) -> None:
    assert taught(agreed, channels=("discord",)) == []


@pytest.mark.parametrize("whose", ["association", "person", "without_ai", "before", "erased"])
def test_without_a_live_consent_of_both_nothing_is_taught(agreed: Any, whose: str) -> None:
    with agreed.inside():
        match whose:
            case "association":
                Organisation.objects.filter(id=agreed.org_id).update(learning_consent_since=None)
            case "person":
                choose_learning(person=Person.objects.get(), agrees=False, at=clock.now())
            case "without_ai":
                Person.objects.update(without_ai=True)
            case "before":
                Person.objects.update(learning_consent_since=clock.now() + timedelta(hours=1))
            case "erased":
                erase_person(org_id=agreed.org_id, person_id=Person.objects.get().id, actor="cli", at=clock.now())
    assert taught(agreed) == []


def test_a_message_with_an_undecided_suggestion_teaches_nothing_yet(agreed: Any) -> None:
    with agreed.inside():
        message = Message.objects.get(event_id="e1")
        NeedFound.objects.create(
            org_id=agreed.org_id,
            conversation_id=message.conversation_id,
            message_id=message.id,
            need="money",
            score=0.6,
            source="model",
        )
    assert taught(agreed) == []


def test_counts_hold_no_text(agreed: Any) -> None:
    with agreed.inside():
        found = {row["need"]: row for row in correction_counts()}
    assert found["employment"]["confirmed"] == 1
    assert "restauration" not in str(found)


def test_a_young_person_agrees_and_withdraws_on_their_own_page(agreed: Any) -> None:
    with agreed.inside():
        person = Person.objects.get()
        Person.objects.update(learning_consent_since=None)
        link = make_link(
            org_id=agreed.org_id, kind=LinkKind.ME, subject_id=person.id, expires_at=clock.now() + timedelta(days=1)
        )
    phone = Client(headers={"accept-language": "fr"})
    assert "15 ans ou plus" in phone.get(f"/me/{link}").content.decode()
    phone.post(f"/me/{link}/choose", {"gesture": "learn"})
    with agreed.inside():
        assert Person.objects.get().learning_consent_since is not None
    phone.post(f"/me/{link}/choose", {"gesture": "no_learning"})
    with agreed.inside():
        assert Person.objects.get().learning_consent_since is None


def test_below_fifteen_nobody_agrees_alone(agreed: Any) -> None:
    with agreed.inside():
        Person.objects.update(age_band=AgeBand.UNDER_15, learning_consent_since=None)
        with pytest.raises(TooYoung):
            choose_learning(person=Person.objects.get(), agrees=True, at=clock.now())
