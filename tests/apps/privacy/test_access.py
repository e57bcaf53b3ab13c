"""Need to know, vetting for minors, and a reason that is told: the whole table (security.md S-07, S-27)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product

import pytest

from maraude.apps.inbox.actions.move_conversation import NotCleared, assign
from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.conversations import Folder, conversations, next_waiting
from maraude.apps.orgs.models import Membership, Role, Team
from maraude.apps.orgs.reader import Reader, reading_as
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys
from maraude.apps.privacy.actions.break_glass import GlassReasonNeeded, break_glass
from maraude.apps.privacy.queries.access import access_to, veiled
from maraude.apps.safety.queries.alerts import open_alerts
from maraude.core.access import GLASS_LASTS, Verdict, is_shared, verdict
from maraude.core.age import MINORS
from maraude.core.vetting import good_until, is_cleared
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import CALM, URGENT, event
from tests.support.world import Association

TRUTH = (True, False)


@pytest.mark.parametrize(("reads", "minor", "cleared", "shared", "reason"), list(product(TRUTH, repeat=5)))
def test_the_whole_table(*, reads: bool, minor: bool, cleared: bool, shared: bool, reason: bool) -> None:
    found = verdict(reads_content=reads, is_minor=minor, is_cleared=cleared, is_shared=shared, has_reason=reason)
    if not reads:
        assert found is Verdict.NEVER
    elif minor and not cleared:
        assert found is Verdict.NEEDS_CLEARANCE
    elif shared or reason:
        assert found is Verdict.OPEN
    else:
        assert found is Verdict.NEEDS_REASON


def test_somebody_elses_calm_conversation_is_nobodys_business_but_theirs() -> None:
    assert not is_shared(sees_all=False, holder=1, reader=2, same_team=False, in_danger=False)
    assert is_shared(sees_all=False, holder=None, reader=2, same_team=False, in_danger=False)


def test_an_attestation_ends_on_its_day() -> None:
    assert good_until(date(2025, 11, 30), months=3) == date(2026, 2, 28)
    assert is_cleared(date(2025, 11, 30), months=3, today=date(2026, 2, 28))
    assert not is_cleared(date(2025, 11, 30), months=3, today=date(2026, 3, 1))


def reader(association: Association, name: str, *, role: Role = Role.WORKER, cleared: bool = True) -> Reader:
    return Reader(user_id=association.staff[name], role=role, team_id=None, is_cleared=cleared)


@pytest.fixture
def minor(lanterne: Association, process: Callable[[], int]) -> Conversation:
    """A boy of fifteen who is in danger."""
    say(lanterne, event(URGENT, id="e1"))
    process()
    with lanterne.inside():
        Person.objects.update(age_band=MINORS[1])
        return Conversation.objects.get()


def test_no_key_of_a_minor_is_given_to_whom_nobody_vetted(lanterne: Association, minor: Conversation) -> None:
    with lanterne.inside(), reading_as(reader(lanterne, "nour", cleared=False)):
        assert person_keys([minor.person_id]) == {}
        assert access_to(minor.id, at=clock.now()) is Verdict.NEEDS_CLEARANCE
        assert next_waiting(user_id=lanterne.staff["nour"]) is None
        assert [alert.excerpt for alert in open_alerts(limit=5)] == [None]
        rows = veiled(conversations(folder=Folder.ALL, user_id=None).rows)
        assert [(row.last_text, list(row.needs), row.is_closed) for row in rows] == [(None, [], True)]
    with lanterne.inside(), reading_as(reader(lanterne, "nour")):
        assert access_to(minor.id, at=clock.now()) is Verdict.OPEN
        assert len(person_keys([minor.person_id])) == 1


def test_a_minor_is_not_handed_to_whom_nobody_vetted(lanterne: Association, minor: Conversation) -> None:
    nour, camille = lanterne.staff["nour"], lanterne.staff["camille"]
    with lanterne.inside():
        Membership.objects.filter(user_id=nour).update(vetted_on=None)
        with pytest.raises(NotCleared):
            assign(conversation=minor, to_user_id=nour, by_user_id=camille)
        assign(conversation=minor, to_user_id=camille, by_user_id=camille)


@pytest.fixture
def camilles(lanterne: Association, process: Callable[[], int]) -> Conversation:
    """A calm conversation that Camille holds."""
    say(lanterne, event(CALM, id="e1"))
    process()
    with lanterne.inside():
        thread, camille = Conversation.objects.get(), lanterne.staff["camille"]
        assign(conversation=thread, to_user_id=camille, by_user_id=camille)
        return Conversation.objects.get()


def test_an_administrator_reads_what_others_hold_only_with_a_reason(
    lanterne: Association, camilles: Conversation
) -> None:
    sacha, now = reader(lanterne, "sacha", role=Role.ADMINISTRATOR), clock.now()
    with lanterne.inside(), reading_as(sacha):
        assert access_to(camilles.id, at=now) is Verdict.NEEDS_REASON
        rows = veiled(conversations(folder=Folder.ALL, user_id=None).rows)
        assert [row.is_closed for row in rows] == [True]
        opened = break_glass(conversation=camilles, reason="glass_absent", by_user_id=sacha.user_id, at=now)
        assert [user.id for user in opened.to_tell] == [lanterne.staff["camille"]]
        assert access_to(camilles.id, at=now) is Verdict.OPEN
        assert access_to(camilles.id, at=now + GLASS_LASTS + timedelta(seconds=1)) is Verdict.NEEDS_REASON


def test_without_a_reason_of_ours_nothing_opens(lanterne: Association, camilles: Conversation) -> None:
    with lanterne.inside(), pytest.raises(GlassReasonNeeded):
        break_glass(conversation=camilles, reason="curious", by_user_id=lanterne.staff["sacha"], at=clock.now())


def test_teams_share_among_themselves_only(lanterne: Association, camilles: Conversation) -> None:
    nour, camille = lanterne.staff["nour"], lanterne.staff["camille"]
    with lanterne.inside():
        north = Team.objects.create(org_id=lanterne.org_id, name="Nord")
        south = Team.objects.create(org_id=lanterne.org_id, name="Sud")
        Membership.objects.filter(user_id=camille).update(team_id=north.id)
        for team, found in ((north, Verdict.OPEN), (south, Verdict.NEEDS_REASON)):
            Membership.objects.filter(user_id=nour).update(team_id=team.id)
            one = Reader(user_id=nour, role=Role.WORKER, team_id=team.id, is_cleared=True)
            with reading_as(one):
                assert access_to(camilles.id, at=clock.now()) is found
