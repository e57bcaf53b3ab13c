from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from maraude.apps.outreach.actions.open_logs import open_logs
from maraude.apps.outreach.actions.plan_round import RoundIsOff, WrongRound, cancel_round, plan_round, start_round
from maraude.apps.outreach.models import RoundLog, RoundMember
from maraude.apps.outreach.queries.rounds import counted_by_place, marked_logs, own_watch
from maraude.lib import clock
from tests.support.rounds import planned, sealed_log
from tests.support.world import Association

HOUR = timedelta(hours=1)


def send(association: Association, logs: Sequence[object], *, who: str = "nour", sent: Any = None) -> Mapping[str, str]:
    now = clock.now()
    with association.inside():
        return open_logs(
            org_id=association.org_id,
            logs=logs,
            sent_ms=int(now.timestamp() * 1000) if sent is None else sent,
            user_id=association.staff[who],
            at=now,
        )


def only_log(association: Association) -> RoundLog:
    with association.inside():
        return RoundLog.objects.get()


def test_a_log_kept_on_a_telephone_is_opened_and_stored(lanterne: Association) -> None:
    round_id = planned(lanterne).id
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"], round_id=round_id, noted_at=clock.now() - HOUR)
    assert send(lanterne, [log]) == {log["id"]: "stored"}
    kept = only_log(lanterne)
    assert (kept.round_id, kept.talked, kept.minutes, kept.is_late) == (round_id, 3, 45, True)
    assert not kept.is_clock_doubtful


def test_a_log_sent_twice_is_stored_once_and_marked(lanterne: Association) -> None:
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"])
    send(lanterne, [log, log])
    assert send(lanterne, [log]) == {log["id"]: "known"}
    kept = only_log(lanterne)
    assert (kept.uploads, kept.has_differed) == (3, False)


def test_the_same_id_with_other_counts_changes_nothing_and_is_marked(lanterne: Association) -> None:
    name = str(uuid4())
    send(lanterne, [sealed_log(lanterne, user_id=lanterne.staff["nour"], name=name)])
    send(lanterne, [sealed_log(lanterne, user_id=lanterne.staff["nour"], name=name, said={"talked": "99"})])
    kept = only_log(lanterne)
    assert (kept.talked, kept.uploads, kept.has_differed) == (3, 2, True)


def test_logs_arrive_in_any_order_and_keep_their_own_hour(lanterne: Association) -> None:
    now = clock.now()
    logs = [
        sealed_log(lanterne, user_id=lanterne.staff["nour"], noted_at=now - HOUR * ago, said={"seen": ago})
        for ago in (1, 5, 3)
    ]
    send(lanterne, logs)
    with lanterne.inside():
        assert list(RoundLog.objects.order_by("-happened_at").values_list("seen", flat=True)) == [1, 3, 5]


def test_a_wrong_clock_is_put_right_and_marked(lanterne: Association) -> None:
    off = timedelta(days=400)
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"], noted_at=clock.now() - HOUR - off)
    send(lanterne, [log], sent=int((clock.now() - off).timestamp() * 1000))
    kept = only_log(lanterne)
    assert abs(kept.happened_at - (clock.now() - HOUR)) < timedelta(minutes=1)
    assert kept.is_clock_doubtful


@pytest.mark.parametrize("sent", ["hier", 10**30, -(10**18), True, None, 1.5])
def test_a_hour_of_sending_that_is_none_is_left_aside(lanterne: Association, sent: object) -> None:
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"])
    assert send(lanterne, [log], sent=sent) == {log["id"]: "stored"}


def test_a_colleagues_or_anothers_box_is_not_opened_and_stays_on_the_telephone(
    lanterne: Association, quai: Association
) -> None:
    for log in (
        sealed_log(lanterne, user_id=lanterne.staff["camille"]),
        sealed_log(quai, user_id=lanterne.staff["nour"]),
        {"id": "x", "sealed": "pas du base64"},
        {"id": "x", "sealed": "A" * 5000},
        {"id": "x", "sealed": None},
    ):
        assert list(send(lanterne, [log]).values()) == ["unreadable"]
    with lanterne.inside():
        assert RoundLog.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"talked": -1}, {"mood": "<b>"}, {"round": "nope"}, {"minutes": None}, {"noted_ms": [], "seen": "x"}]
)
def test_counts_that_cannot_be_right_are_refused_and_the_others_stored(
    lanterne: Association, wrong: dict[str, object]
) -> None:
    bad = sealed_log(lanterne, user_id=lanterne.staff["nour"], said=wrong)
    good = sealed_log(lanterne, user_id=lanterne.staff["nour"])
    assert send(lanterne, [bad, "no log", good]) == {bad["id"]: "refused", good["id"]: "stored"}


def test_the_round_of_another_association_is_left_out(lanterne: Association, quai: Association) -> None:
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"], round_id=planned(quai).id)
    send(lanterne, [log])
    assert only_log(lanterne).round_id is None


def test_a_round_is_begun_once_and_not_when_it_was_taken_back(lanterne: Association) -> None:
    going = planned(lanterne)
    with lanterne.inside():
        start_round(planned=going, user_id=lanterne.staff["nour"], at=clock.now() - HOUR)
        start_round(planned=going, user_id=lanterne.staff["nour"], at=clock.now())
        began = RoundMember.objects.get().started_at
        assert began is not None
        assert clock.now() - began > timedelta(minutes=59)
        cancel_round(planned=going, by_user_id=lanterne.staff["camille"], at=clock.now())
        going.refresh_from_db()
        with pytest.raises(RoundIsOff):
            start_round(planned=going, user_id=lanterne.staff["camille"], at=clock.now())


@pytest.mark.parametrize(("begins", "lasts"), [(1, 0), (1, -2), (1, 13), (24 * 400, 2), (-48, 2)], ids=str)
def test_a_round_has_a_sensible_length_within_a_year(lanterne: Association, begins: int, lasts: int) -> None:
    now = clock.now()
    begins_at = now + begins * HOUR
    with lanterne.inside(), pytest.raises(WrongRound):
        plan_round(
            org_id=lanterne.org_id,
            place="Ici",
            begins_at=begins_at,
            ends_at=begins_at + lasts * HOUR,
            safety_note="",
            by_user_id=lanterne.staff["camille"],
            at=now,
        )


def test_the_team_counts_by_place_and_ones_own_week_is_ones_own(lanterne: Association) -> None:
    round_id = planned(lanterne).id
    for who in ("nour", "camille"):
        log = sealed_log(lanterne, user_id=lanterne.staff[who], round_id=round_id, said={"mood": "hostile"})
        send(lanterne, [log], who=who)
    with lanterne.inside():
        place = counted_by_place(at=clock.now())[0]
        assert (place["place"], place["rounds"], place["talked"], place["minutes"]) == ("Discord de Lumo", 2, 6, 90)
        watch = own_watch(user_id=lanterne.staff["nour"], at=clock.now())
        assert (watch.minutes, watch.hard) == (45, 1)
        assert marked_logs(at=clock.now()) == {"late": 0, "clock": 0, "twice": 0, "differed": 0}
