"""Who leads in a reply box: equal chances, written down; never where a rule forbids it; learned only when ruled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from maraude.apps.inbox.models import Conversation
from maraude.apps.levers.actions.follow_decisions import KEPT, settle_decisions, watch_for_harm
from maraude.apps.levers.actions.lead import Leading, lead
from maraude.apps.levers.actions.learn_levers import learn_levers
from maraude.apps.levers.actions.rule_learning import rule_on_learning, stop_learning, switch_policy
from maraude.apps.levers.models import LearnedState, LeverDecision, LeverRuling
from maraude.apps.levers.queries.decisions import logged
from maraude.apps.levers.queries.policy import policy_of
from maraude.apps.levers.queries.rulings import chain, rules
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.actions.take_back_step import take_back_step
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.privacy.queries.export import export_of
from maraude.apps.privacy.queries.kept import kept_of
from maraude.core.lever import Moment
from maraude.core.lever_policy import ARMS, CAP_DECISIONS, WINDOW, Aside
from maraude.core.path import Step
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import event
from tests.support.roles import as_role
from tests.support.world import Association

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> Association:
    """Enzo, who said that he is nineteen."""
    say(lanterne, event("salut, je sais pas trop quoi faire de ma vie", id="e1"))
    process()
    with lanterne.inside():
        Person.objects.update(age_band="18_21")
    return lanterne


def look(at: datetime | None = None, **changed: Any) -> Leading:
    thread = Conversation.objects.get()
    asked: dict[str, Any] = {
        "conversation": thread,
        "person": Person.objects.get(),
        "said_age": None,
        "moment": Moment.WONDERING,
        "needs": set(),
        "need": "none",
        "arms": ARMS,
        "has_open_alert": False,
        "zone": PARIS,
        "at": at or clock.now(),
    }
    return lead(**(asked | changed))


def decided(enzo: Association, count: int, *, arm: str, reward: float, at: datetime, band: str = "18_21") -> None:
    """Decisions of the learned policy, closed, as if for others."""
    row = {"on": at.date(), "at": at, "need": "none", "stage": "wondering", "register": "chat", "hour": "evening"}
    LeverDecision.objects.bulk_create(
        LeverDecision(
            org_id=enzo.org_id,
            **row,
            age_band=band,
            arms=[one.value for one in ARMS],
            arm=arm,
            propensity=0.9 if arm == "autonomy" else 0.02,
            policy="learned",
            reward=reward,
            rewarded_at=at if reward else None,
            closed_at=at + WINDOW,
        )
        for _ in range(count)
    )


def test_from_the_first_day_the_chance_is_written_down(enzo: Association) -> None:
    with enzo.inside():
        found = look()
        row = LeverDecision.objects.get()
    assert found.lever is not None
    assert (row.arm, row.policy) == (found.lever.value, "uniform")
    assert row.propensity == pytest.approx(1 / len(ARMS))
    assert (row.stage, row.register, row.need) == ("wondering", "chat", "none")


def test_a_second_look_of_the_day_decides_nothing_new(enzo: Association) -> None:
    with enzo.inside():
        now = datetime(2026, 11, 27, 12, tzinfo=PARIS)
        assert look(now) == look(now + timedelta(hours=2))
        assert look(now, moment=Moment.DOING) == Leading()
        assert LeverDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"has_open_alert": True}, Aside.ALERT),
        ({"said_age": 14}, Aside.AGE),
        ({"needs": {"violence"}}, Aside.SAFETY),
        ({"needs": {"housing"}}, Aside.ACCESS),
        ({"moment": None}, Aside.NO_MOMENT),
    ],
)
def test_where_it_must_not_decide_nothing_is_kept(enzo: Association, changed: dict[str, Any], why: Aside) -> None:
    with enzo.inside():
        assert look(**changed) == Leading(why=why)
        assert not LeverDecision.objects.exists()


@pytest.mark.parametrize(
    ("person", "why"),
    [
        ({"age_band": "under_15"}, Aside.AGE),
        ({"age_band": "unsaid"}, Aside.AGE),
        ({"without_ai": True}, Aside.CHOICE),
        ({"stopped_at": datetime(2026, 11, 1, tzinfo=PARIS)}, Aside.CHOICE),
    ],
)
def test_whom_it_must_not_decide_for(enzo: Association, person: dict[str, Any], why: Aside) -> None:
    with enzo.inside():
        Person.objects.update(**person)
        assert look() == Leading(why=why)
        assert not LeverDecision.objects.exists()


def test_discord_forbids_it(enzo: Association) -> None:
    with enzo.inside():
        Conversation.objects.update(channel="discord")
        assert look() == Leading(why=Aside.CHANNEL)
        assert not LeverDecision.objects.exists()


def test_a_danger_that_was_seen_keeps_it_away(enzo: Association) -> None:
    with enzo.inside():
        Conversation.objects.update(danger_rank=1)
        assert look().why is Aside.ALERT


def test_a_coordinator_switches_it_off_and_on(enzo: Association) -> None:
    with enzo.inside():
        by: dict[str, Any] = {"org_id": enzo.org_id, "by_user_id": enzo.staff["camille"], "at": clock.now()}
        assert switch_policy(is_on=False, **by)
        assert not switch_policy(is_on=False, **by)
        assert look() == Leading(why=Aside.SWITCHED_OFF)
        assert switch_policy(is_on=True, **by)
        assert look().why is None


def test_after_three_days_out_of_seven_it_stands_aside(enzo: Association) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        assert [look(begins + day * DAY).why for day in range(CAP_DECISIONS)] == [None] * CAP_DECISIONS
        assert look(begins + CAP_DECISIONS * DAY).why is Aside.CAPPED
        assert look(begins + 7 * DAY).why is None


def test_one_lever_alone_is_no_choice(enzo: Association) -> None:
    with enzo.inside():
        assert look(arms=ARMS[:1]) == Leading()
        assert not LeverDecision.objects.exists()


def test_a_step_within_the_window_is_joined_and_then_nobody_is_named(enzo: Association) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        look(begins)
        took(enzo, Step.ENGAGED, begins + 3 * DAY)
        assert settle_decisions(at=begins + 4 * DAY) == 0
        assert [line.reward for line in logged()] == [None]
        assert settle_decisions(at=begins + WINDOW) == 1
        row = LeverDecision.objects.get()
        assert (row.reward, row.conversation_id) == (1.0, None)
        assert row.rewarded_at is not None
        assert {row.at.hour, row.rewarded_at.hour} == {0}
        assert [line.reward for line in logged()] == [1.0]


def took(enzo: Association, step: Step, at: datetime) -> None:
    record_step(person_id=Person.objects.get().id, step=step, at=at, by_user_id=enzo.staff["nour"])


@pytest.mark.parametrize("step", [Step.ORIENTED, Step.BONDED, Step.DECLINED])
def test_other_steps_reward_nothing(enzo: Association, step: Step) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        look(begins)
        took(enzo, step, begins + DAY)
        settle_decisions(at=begins + WINDOW)
        assert LeverDecision.objects.get().reward == 0.0


def test_a_step_taken_back_counts_no_more(enzo: Association) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        look(begins)
        took(enzo, Step.RECEIVED, begins + DAY)
        settle_decisions(at=begins + 2 * DAY)
        assert LeverDecision.objects.get().rewarded_at is not None
        person = Person.objects.get().id
        take_back_step(person_id=person, step=Step.RECEIVED, by_user_id=enzo.staff["nour"], at=begins + 3 * DAY)
        settle_decisions(at=begins + WINDOW)
        assert LeverDecision.objects.get().reward == 0.0


def test_a_step_after_the_window_is_nobodys_merit(enzo: Association) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        look(begins)
        took(enzo, Step.ENTERED, begins + WINDOW + DAY)
        settle_decisions(at=begins + WINDOW + 2 * DAY)
        assert LeverDecision.objects.get().reward == 0.0


def test_decisions_are_dropped_after_two_years(enzo: Association) -> None:
    begins = datetime(2026, 11, 2, 12, tzinfo=PARIS)
    with enzo.inside():
        decided(enzo, 2, arm="autonomy", reward=0.0, at=begins)
        settle_decisions(at=begins + WINDOW + KEPT + DAY)
        assert not LeverDecision.objects.exists()


def test_a_closed_decision_that_names_a_thread_cannot_be_written(enzo: Association) -> None:
    with enzo.inside():
        look()
        with pytest.raises(IntegrityError, match="names_no_thread"), transaction.atomic():
            LeverDecision.objects.update(closed_at=clock.now(), reward=0.0)


def allow(enzo: Association, *, allows: bool = True, at: datetime | None = None) -> bool:
    return rule_on_learning(org_id=enzo.org_id, allows=allows, by_user_id=enzo.staff["sacha"], at=at or clock.now())


def test_it_ships_without_learning_and_a_job_learns_nothing(enzo: Association) -> None:
    with enzo.inside():
        decided(enzo, 200, arm="autonomy", reward=1.0, at=clock.now() - 40 * DAY)
        assert not learn_levers(org_id=enzo.org_id, at=clock.now())
        assert not LearnedState.objects.exists()
        assert policy_of(rules()).name == "uniform"


def test_allowed_it_learns_once_a_day_and_decides_by_what_it_learned(enzo: Association) -> None:
    now = clock.now()
    with enzo.inside():
        allow(enzo)
        decided(enzo, 200, arm="autonomy", reward=1.0, at=now - 40 * DAY)
        decided(enzo, 200, arm="curiosity", reward=0.0, at=now - 40 * DAY)
        assert learn_levers(org_id=enzo.org_id, at=now)
        assert not learn_levers(org_id=enzo.org_id, at=now + timedelta(hours=1))
        look()
        row = LeverDecision.objects.get(closed_at=None)
    assert row.policy == "learned"
    assert row.propensity != pytest.approx(1 / len(ARMS))


def test_minors_keep_a_higher_floor(enzo: Association) -> None:
    now = clock.now()
    with enzo.inside():
        allow(enzo)
        decided(enzo, 300, arm="autonomy", reward=1.0, at=now - 40 * DAY)
        decided(enzo, 300, arm="curiosity", reward=0.0, at=now - 40 * DAY)
        learn_levers(org_id=enzo.org_id, at=now)
        chances = {}
        for band in ("18_21", "15_17"):
            LeverDecision.objects.filter(closed_at=None).delete()
            Person.objects.update(age_band=band)
            look(now)
            chances[band] = LeverDecision.objects.get(closed_at=None).propensity
    assert min(chances.values()) >= 0.02
    assert chances["15_17"] != chances["18_21"]
    assert chances["15_17"] >= 0.04


def test_withdrawn_the_next_box_is_drawn_with_equal_chances(enzo: Association) -> None:
    now = clock.now()
    with enzo.inside():
        allow(enzo)
        decided(enzo, 200, arm="autonomy", reward=1.0, at=now - 40 * DAY)
        learn_levers(org_id=enzo.org_id, at=now)
        allow(enzo, allows=False)
        assert not LearnedState.objects.exists()
        look()
        row = LeverDecision.objects.get(closed_at=None)
    assert row.policy == "uniform"
    assert row.propensity == pytest.approx(1 / len(ARMS))


def test_what_was_learned_in_another_shape_is_not_read(enzo: Association) -> None:
    with enzo.inside():
        allow(enzo)
        learn_levers(org_id=enzo.org_id, at=clock.now())
        assert policy_of(rules()).name == "learned"
        LearnedState.objects.update(encoding="before")
        assert policy_of(rules()).name == "uniform"


def test_a_band_that_does_worse_ends_learning_until_it_is_ruled_again(enzo: Association) -> None:
    now = clock.now()
    with enzo.inside():
        allow(enzo, at=now - 90 * DAY)
        decided(enzo, 300, arm="autonomy", reward=1.0, at=now - 40 * DAY, band="22_25")
        decided(enzo, 300, arm="autonomy", reward=0.0, at=now - 40 * DAY, band="15_17")
        assert not watch_for_harm(org_id=enzo.org_id, at=now)
        decided(enzo, 40, arm="curiosity", reward=1.0, at=now - 40 * DAY, band="15_17")
        assert watch_for_harm(org_id=enzo.org_id, at=now)
        assert not rules().is_learning
        assert LeverRuling.objects.latest("number").actor == "rule:harm"
        assert not learn_levers(org_id=enzo.org_id, at=now)
        assert allow(enzo)


def test_what_is_decided_is_a_chain(enzo: Association) -> None:
    with enzo.inside():
        assert [allow(enzo), allow(enzo), allow(enzo, allows=False)] == [True, False, True]
        found = chain()
        assert [line.kind for line in found.lines] == ["withdrawn", "allowed"]
        assert found.broken_at is None
        assert found.lines[-1].actor == f"user:{enzo.staff['sacha']}"


def test_no_page_or_job_changes_or_removes_a_line(enzo: Association) -> None:
    with enzo.inside():
        allow(enzo)
        for role in ("app", "jobs"):
            with as_role(role), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                LeverRuling.objects.update(kind="withdrawn")
            with as_role(role), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                LeverRuling.objects.all().delete()


def test_an_altered_or_slipped_in_line_is_seen(enzo: Association) -> None:
    with enzo.inside():
        allow(enzo)
        stop_learning(org_id=enzo.org_id, at=clock.now())
        line = LeverRuling.objects.get(number=2)
        LeverRuling.objects.create(
            org_id=enzo.org_id, number=3, at=line.at, actor=line.actor, kind="allowed", previous=line.digest, digest="x"
        )
        assert chain().broken_at == 3


def test_another_association_sees_nothing_of_it(enzo: Association, quai: Association) -> None:
    with enzo.inside():
        allow(enzo)
        look()
    with quai.inside():
        assert not rules().is_learning
        assert list(logged()) == []


def test_the_log_holds_what_the_contract_says_and_nobody(enzo: Association) -> None:
    with enzo.inside():
        look(datetime(2026, 11, 2, 18, 40, tzinfo=PARIS))
        line = next(logged())
    assert line.context == {"need": "none", "stage": "wondering", "register": "chat", "hour": "evening"}
    assert (line.at.hour, line.at.minute) == (0, 0)
    assert set(line.arms) == {arm.value for arm in ARMS}


def test_an_erased_person_leaves_no_open_decision_and_takes_theirs_away(enzo: Association) -> None:
    with enzo.inside():
        look(datetime(2026, 11, 2, 12, tzinfo=PARIS))
        person = Person.objects.get()
        exported = export_of(kept_of(person), at=clock.now())["suggestions_that_led"]
        assert [(one["on"], one["stage"]) for one in exported] == [("2026-11-02", "wondering")]
        erase_person(org_id=enzo.org_id, person_id=person.id, actor="person", at=clock.now())
        assert not LeverDecision.objects.exists()
