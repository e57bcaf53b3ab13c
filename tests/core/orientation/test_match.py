from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.profile import Constraint, Profile, Status, Transport
from maraude.core.directory.territory import Territory
from maraude.core.matching import Matching, match
from maraude.core.need import Need
from maraude.core.orientation.reasons import reasons
from maraude.core.service import Offer
from tests.support.offers import JOB, MONDAY, SAVERNE, mission_locale, offer, person

REUNION = Territory(name="Saint-Denis", insee="97411", epci="249740119", department="974", lat=-20.9, lon=55.45)


def proposed(offers: Iterable[Offer], profile: Profile) -> list[str]:
    return [one.offer.name for one in match(profile=profile, offers=offers).proposals]


def codes(found: Matching) -> set[str]:
    return {note.code for note in found.notes}


def away(kilometres: float, name: str = "", **known: Any) -> Offer:
    return offer(name or f"{kilometres} km", lat=48.74 + kilometres / 111.2, lon=7.342, insee="67001", **known)


def test_what_answers_comes_before_what_is_next_door() -> None:
    near = away(0.5, "à côté", themes=("trouver-un-emploi--maintien-dans-lemploi",))
    assert proposed([near, away(9, "plus loin")], person(age=35)) == ["plus loin", "à côté"]


def test_of_two_alike_the_nearer_comes_first() -> None:
    assert proposed([away(9), away(2)], person(age=35)) == ["2 km", "9 km"]


def test_a_youth_service_comes_before_one_for_everybody() -> None:
    assert proposed([away(2, "tous"), away(3, "jeunes", publics=("jeunes",))], person(age=19))[0] == "jeunes"


def test_an_adult_service_is_not_proposed_to_a_child_of_15() -> None:
    assert proposed([offer(age_min=18), offer("autre")], person(age=15)) == ["autre"]


def test_what_says_nothing_of_the_need_is_not_proposed() -> None:
    assert proposed([offer(themes=("sante--addictions",))], person(age=35)) == []


@pytest.mark.parametrize(("transport", "kept"), [(Transport.WALK, []), (Transport.CAR, ["70 km"]), (None, [])])
def test_how_one_travels_says_how_far_one_is_sent(transport: Transport | None, kept: list[str]) -> None:
    assert proposed([away(70)], person(age=35, transport=transport)) == kept


def test_a_service_at_a_distance_is_never_lost_by_one() -> None:
    remote = away(600, "téléphone", is_in_person=False, is_remote=True, zone=("france",))
    found = match(profile=person(age=35, transport=Transport.WALK), offers=[remote]).proposals
    assert [(one.offer.name, one.is_remote, one.distance_km) for one in found] == [("téléphone", True, None)]


def test_without_a_place_only_what_works_from_everywhere_is_proposed() -> None:
    remote = offer("téléphone", is_in_person=False, is_remote=True)
    found = match(profile=person(age=35, territory=None), offers=[offer(), remote])
    assert [one.offer.name for one in found.proposals] == ["téléphone"]
    assert "place_unknown" in codes(found)


def test_about_a_third_is_at_a_distance_where_there_is() -> None:
    here = [away(number / 10, f"ici {number}") for number in range(20)]
    remote = [offer(f"loin {number}", is_in_person=False, is_remote=True) for number in range(20)]
    names = proposed([*here, *remote], person(age=35, limit=9))
    assert sum(name.startswith("loin") for name in names) == 3


def test_no_structure_is_proposed_more_than_twice() -> None:
    many = [offer(f"service {number}", structure_id="une seule") for number in range(5)]
    assert len(proposed(many, person(age=35))) == 2


def test_the_same_counter_of_other_towns_is_no_second_choice() -> None:
    counters = [away(km, f"{km}", structure_kind="france_services", themes=()) for km in (1, 3, 25)]
    assert proposed(counters, person(Need.ADMIN_RIGHTS, age=35)) == ["1", "3"]


def test_a_service_published_twice_is_proposed_once() -> None:
    twice = [offer(twin="x"), offer("copie", twin="x", completeness=0.2)]
    assert proposed(twice, person(age=35)) == ["Recherche d'emploi"]


def test_several_needs_each_get_something() -> None:
    jobs = [away(1 + number / 10, f"emploi {number}") for number in range(8)]
    bed = away(6, "lit", themes=("logement-hebergement--louer-un-logement",))
    assert "lit" in proposed([*jobs, bed], person(Need.EMPLOYMENT, Need.HOUSING, age=35, limit=4))


def test_a_youth_door_is_always_among_the_first_three() -> None:
    jobs = [away(number / 10, f"emploi {number}", publics=("jeunes",), walk_in=True) for number in range(8)]
    names = proposed([*jobs, mission_locale(updated_on=date(2021, 1, 1))], person(age=18))
    assert "Mission locale de Saverne" in names[:3]


GROIX = Territory(name="Groix", insee="56069", epci="245600465", department="56", lat=47.64, lon=-3.46)


def test_ones_own_mission_locale_is_told_however_far() -> None:
    there = {"insee": "67001", "lat": 49.74, "epci": "x"}
    own, other = mission_locale(zone=("67437",), **there), mission_locale(**there)
    assert proposed([own], person(age=17, transport=Transport.WALK)) == [own.name]
    assert proposed([other], person(age=17, transport=Transport.WALK)) == []
    assert proposed([own], person(age=17, constraints=frozenset({Constraint.CANNOT_TRAVEL}))) == []


def test_from_an_island_the_boat_is_said_and_nobody_takes_one_to_a_counter() -> None:
    port = offer("port", insee="56121", department="56", lat=47.73, lon=-3.36)
    found = match(profile=person(age=35, territory=GROIX), offers=[port])
    assert [one.is_across_water for one in found.proposals] == [True]
    assert "place_island" in codes(found)
    lorient = Territory(name="Lorient", insee="56121", epci="200042174", department="56", lat=47.75, lon=-3.37)
    island = offer("île", insee="56069", department="56", lat=47.64, lon=-3.46)
    assert proposed([island, port], person(age=35, territory=lorient)) == ["port"]


def test_what_says_it_is_closed_is_proposed_to_nobody() -> None:
    assert proposed([offer("fermé", is_closed=True), offer("ouvert")], person(age=19)) == ["ouvert"]


def test_generic_counters_do_not_bury_the_mission_locale() -> None:
    counters = [away(km, f"comptoir {km}", structure_kind="france_services") for km in (1, 2, 3, 4)]
    assert proposed([*counters, mission_locale()], person(Need.GUIDANCE, Need.ADMIN_RIGHTS, age=17))[0].startswith(
        "Miss"
    )


@pytest.mark.parametrize("need", list(Need))
@pytest.mark.parametrize("age", [16, 17])
def test_16_or_17_without_solution_is_always_told_of_the_mission_locale_or_the_cio(need: Need, age: int) -> None:
    profile = person(need, age=age, status=Status.DROPPED_OUT, limit=3)
    assert "Mission locale de Saverne" in proposed([mission_locale(), offer(), offer("b"), offer("c")], profile)


def test_who_is_at_school_is_not_sent_to_the_mission_locale_for_nothing() -> None:
    profile = person(Need.ADDICTION, age=17, status=Status.IN_SCHOOL)
    assert not match(profile=profile, offers=[away(2, themes=("sante--addictions",))]).proposals[0].kind.is_youth


def test_of_several_mission_locales_the_competent_one_is_kept() -> None:
    other = mission_locale(id="b", structure_id="b", insee="67482", epci="246700488", lat=48.74, lon=7.342)
    found = match(profile=person(age=18), offers=[other, mission_locale()]).proposals
    assert [one.offer.insee for one in found] == ["67437"]


def test_a_mission_locale_of_another_department_is_only_proposed_over_a_near_border() -> None:
    far = mission_locale(insee="57463", epci="", department="57", lat=49.12, lon=6.18)
    assert proposed([far], person(age=18)) == []
    assert "no_youth_door" in codes(match(profile=person(age=18), offers=[far]))


def test_the_hour_is_that_of_the_place() -> None:
    hours = "Mo-Fr 17:00-19:00"
    there = offer(hours=hours, lat=-20.9, lon=55.45, insee="97411", department="974")
    found = match(profile=person(age=35, territory=REUNION), offers=[there]).proposals
    assert [one.open_now for one in found] == [True]  # 15:30 in Paris, 18:30 in Saint-Denis


@pytest.mark.parametrize(
    ("needs", "age", "numbers"),
    [
        ((Need.VIOLENCE,), 16, ["119", "114"]),
        ((Need.VIOLENCE,), 22, ["3919", "114"]),
        ((Need.MENTAL_HEALTH,), 19, ["3114", "0800235236"]),
        ((Need.HOUSING,), 19, ["115"]),
        ((Need.EMPLOYMENT,), 19, []),
    ],
)
def test_safety_lines_come_first(needs: tuple[Need, ...], age: int, numbers: list[str]) -> None:
    found = match(profile=person(*needs, age=age), offers=[])
    assert [line.number for line in found.safety] == numbers


def test_at_night_only_lines_that_answer_are_given() -> None:
    night = datetime(2026, 11, 24, 2, tzinfo=ZoneInfo("Europe/Paris"))
    found = match(profile=person(Need.MENTAL_HEALTH, age=19, at=night), offers=[])
    assert [line.number for line in found.safety] == ["3114"]


@pytest.mark.parametrize(("age", "code"), [(None, "age_unknown"), (9, "age_child"), (31, "age_older")])
def test_what_is_doubtful_of_the_person_is_noted(age: int | None, code: str) -> None:
    assert code in codes(match(profile=person(age=age), offers=[]))


def test_entries_that_are_all_old_are_noted() -> None:
    assert "all_old" in codes(match(profile=person(age=35), offers=[offer(updated_on=date(2022, 1, 1))]))


def test_reasons_say_what_matters_tonight_in_words() -> None:
    service = mission_locale(hours="Mo-Fr 09:00-17:00", lat=48.751, walk_in=True, is_implied=False)
    [one] = match(profile=person(age=18), offers=[service]).proposals
    said = reasons(one, language="fr", at=MONDAY)
    assert said == ["ouvert maintenant", "1,2 km", "de son territoire", "16–25 ans", "sans rendez-vous", "gratuit"]
    assert reasons(one, language="en", at=MONDAY)[:2] == ["open now", "1.2 km"]


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Tu 09:00-12:00", "ouvre demain à 9 h"),
        ("Th 14:30-16:00", "ouvre jeudi à 14 h 30"),
        ("Mo 09:00-12:00", "ouvre lundi à 9 h"),
    ],
)
def test_what_is_closed_says_when_it_opens(hours: str, said: str) -> None:
    [one] = match(profile=person(age=18), offers=[mission_locale(hours=hours)]).proposals
    assert reasons(one, language="fr", at=MONDAY)[0] == said


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    return offer(
        draw(st.sampled_from("abcdef")),
        id=draw(st.uuids()).hex,
        structure_id=draw(st.sampled_from("ABC")),
        structure_kind=draw(st.sampled_from(["", "mission_locale", "paej", "ccas", "france_services", "e2c"])),
        themes=draw(st.sampled_from([(), (JOB,), ("sante--addictions",)])),
        publics=draw(st.sampled_from([(), ("jeunes",), ("seniors",), ("femmes",)])),
        zone=draw(st.sampled_from([(), ("67",), ("75",), ("france",)])),
        lat=draw(st.none() | st.floats(47, 50)),
        is_remote=draw(st.booleans()),
        twin=draw(st.sampled_from(["", "t"])),
        updated_on=MONDAY.date() - timedelta(days=draw(st.integers(0, 3000))),
    )


@given(
    st.lists(offers(), max_size=30),
    st.lists(st.sampled_from(Need), max_size=4, unique=True),
    st.none() | st.integers(0, 60),
    st.sampled_from([None, SAVERNE]),
    st.integers(1, 12),
)
def test_whatever_is_asked_the_rules_of_choice_hold(
    found: list[Offer], needs: list[Need], age: int | None, place: Territory | None, limit: int
) -> None:
    profile = Profile(
        needs=tuple(needs), at=MONDAY, age=age, territory=place, limit=limit, constraints=frozenset(Constraint)
    )
    chosen = match(profile=profile, offers=found).proposals
    assert len(chosen) <= limit
    assert len({one.offer.id for one in chosen}) == len(chosen)
    assert all(one.eligibility.verdict != "no" and 0 <= one.score <= 1 for one in chosen)
    assert [one.offer.id for one in chosen] == [
        one.offer.id for one in match(profile=profile, offers=found[::-1]).proposals
    ]
