"""Every hour: steps are joined to the levers that led, in every association, as the jobs' role."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from maraude.apps.levers.actions.rule_learning import rule_on_learning
from maraude.apps.levers.models import LearnedState, LeverDecision
from maraude.core.lever_policy import ARMS, WINDOW
from maraude.jobs import levers
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import event
from tests.support.roles import as_role
from tests.support.world import Association


def follow(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(levers, "_next_look", 0.0)
    with as_role("jobs"):
        return levers.follow_levers()


def old_decision(association: Association, process: Callable[[], int]) -> None:
    say(association, event("salut", id="e1"))
    process()
    at = clock.now() - WINDOW - timedelta(hours=1)
    with association.inside():
        LeverDecision.objects.create(
            org_id=association.org_id,
            conversation_id=association.thread(),
            on=at.date(),
            at=at,
            need="none",
            stage="wondering",
            register="chat",
            hour="evening",
            age_band="18_21",
            arms=[arm.value for arm in ARMS],
            arm="autonomy",
            propensity=1 / len(ARMS),
            policy="uniform",
        )


def test_decisions_are_closed_everywhere_and_nothing_is_learned_unruled(
    lanterne: Association, quai: Association, process: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    old_decision(lanterne, process)
    old_decision(quai, process)
    assert follow(monkeypatch) == 2
    assert follow(monkeypatch) == 0
    for association in (lanterne, quai):
        with association.inside():
            assert LeverDecision.objects.get().conversation_id is None
            assert not LearnedState.objects.exists()


def test_only_where_it_was_allowed_is_anything_learned(
    lanterne: Association, quai: Association, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lanterne.inside():
        by = lanterne.staff["sacha"]
        rule_on_learning(org_id=lanterne.org_id, allows=True, by_user_id=by, at=clock.now())
    follow(monkeypatch)
    with lanterne.inside():
        assert LearnedState.objects.count() == 1
    with quai.inside():
        assert LearnedState.objects.count() == 0


def test_it_looks_once_an_hour(lanterne: Association, monkeypatch: pytest.MonkeyPatch) -> None:
    follow(monkeypatch)
    monkeypatch.setattr(levers, "organisations", lambda: pytest.fail("looked again"))
    with as_role("jobs"):
        assert levers.follow_levers() == 0
    assert lanterne.org_id
