from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.profile import Constraint, Profile, Status
from maraude.core.directory.territory import Territory
from maraude.core.eligibility import Criterion, Verdict
from maraude.core.orientation.judge import judge, judge_all
from maraude.core.orientation.words import FINDINGS, finding_text
from maraude.core.service import Offer
from tests.support.offers import mission_locale, offer, person

YES, NO, ASK = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
STRASBOURG = Territory(name="Strasbourg", insee="67482", epci="246700488", department="67", lat=48.58, lon=7.75)
METZ = Territory(name="Metz", insee="57463", epci="200039865", department="57", lat=49.12, lon=6.18)


def verdict(criterion: Criterion, service: Offer, profile: Profile) -> Verdict | None:
    return judge_all(service, profile).of(criterion)


@pytest.mark.parametrize(("age", "said"), [(15, NO), (16, YES), (25, YES), (26, NO), (None, ASK)])
def test_a_mission_locale_receives_16_to_25(age: int | None, said: Verdict) -> None:
    assert verdict(Criterion.AGE, mission_locale(), person(age=age)) == said


@pytest.mark.parametrize(("age", "said"), [(15, NO), (17, NO), (18, YES), (None, ASK)])
def test_what_a_service_says_of_ages_comes_before_the_rule_of_its_kind(age: int | None, said: Verdict) -> None:
    assert verdict(Criterion.AGE, mission_locale(age_min=18, age_max=30), person(age=age)) == said


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Territory(name="Saverne", insee="67437", epci="200068112", department="67"), "competence_yes"),
        (Territory(name="Marmoutier", insee="67283", epci="200068112", department="67"), "competence_epci"),
        (STRASBOURG, "competence_near"),
        (METZ, "competence_far"),
        (None, "competence_ask"),
    ],
)
def test_a_mission_locale_is_sure_in_its_commune_and_to_be_asked_elsewhere(place: Territory | None, said: str) -> None:
    found = judge(mission_locale(), person(age=18, territory=place))
    assert found is not None
    assert said in {finding.code for finding in found.findings}


def test_a_zone_that_names_the_place_settles_the_territory() -> None:
    assert verdict(Criterion.COMPETENCE, mission_locale(zone=("67482",)), person(territory=STRASBOURG)) == YES


def test_a_department_wide_zone_does_not_make_every_mission_locale_the_right_one() -> None:
    assert verdict(Criterion.COMPETENCE, mission_locale(zone=("67",)), person(territory=STRASBOURG)) == ASK


@pytest.mark.parametrize(
    ("kind", "place", "said"),
    [
        ("ccas", STRASBOURG, NO),
        ("mds", STRASBOURG, YES),
        ("mds", METZ, NO),
        ("mdph", METZ, NO),
        ("siao", METZ, NO),
        ("paej", METZ, None),
    ],
)
def test_territory_comes_before_distance(kind: str, place: Territory, said: Verdict | None) -> None:
    assert verdict(Criterion.COMPETENCE, offer(structure_kind=kind), person(territory=place)) == said


@pytest.mark.parametrize(
    ("publics", "known", "said"),
    [
        (("tous-publics",), {}, YES),
        (("jeunes", "seniors"), {}, YES),
        ((), {}, ASK),
        (("seniors",), {"age": 17}, NO),
        (("seniors",), {}, NO),
        (("etudiants",), {"status": Status.STUDENT}, YES),
        (("etudiants",), {"status": Status.DROPPED_OUT}, NO),
        (("etudiants",), {}, ASK),
        (("demandeurs-emploi",), {"age": 15}, NO),
        (("demandeurs-emploi",), {"age": 19}, ASK),
        (("actifs",), {"status": Status.APPRENTICE}, YES),
        (("femmes",), {}, ASK),
        (("personnes-en-situation-de-handicap",), {"constraints": frozenset({Constraint.DISABILITY})}, YES),
        (("personnes-en-situation-de-handicap",), {}, ASK),
        (("seniors", "etudiants"), {"age": 19, "status": Status.STUDENT}, YES),
    ],
)
def test_one_of_several_publics_is_enough(publics: tuple[str, ...], known: dict[str, Any], said: Verdict) -> None:
    assert verdict(Criterion.AUDIENCE, offer(publics=publics), person(**known)) == said


@pytest.mark.parametrize(
    ("status", "said"), [(Status.DROPPED_OUT, YES), (Status.NEET, YES), (Status.IN_SCHOOL, NO), (Status.UNKNOWN, ASK)]
)
def test_a_second_chance_school_is_for_those_out_of_school(status: Status, said: Verdict) -> None:
    assert verdict(Criterion.STATUS, offer(structure_kind="e2c"), person(age=18, status=status)) == said


def test_a_bed_for_a_minor_needs_an_agreement() -> None:
    assert verdict(Criterion.MINOR, offer(structure_kind="fjt"), person(age=17)) == ASK
    assert verdict(Criterion.MINOR, offer(structure_kind="fjt"), person(age=18)) is None


def test_one_no_removes_and_an_unknown_stays() -> None:
    assert judge(mission_locale(), person(age=14)) is None
    found = judge(mission_locale(), person(age=None))
    assert found is not None
    assert found.verdict == ASK


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", sorted(FINDINGS))
def test_every_finding_has_its_sentence(code: str, language: str) -> None:
    text = finding_text(code, (16, 25), language)
    assert text
    assert "{" not in text


@given(
    age=st.none() | st.integers(0, 99),
    status=st.sampled_from(Status),
    publics=st.lists(st.sampled_from(["jeunes", "seniors", "femmes", "inconnu"])),
    zone=st.lists(st.sampled_from(["67", "67437", "france", "246700488"])),
)
def test_a_judgement_is_a_no_exactly_when_a_criterion_is(
    age: int | None, status: Status, publics: list[str], zone: list[str]
) -> None:
    service, profile = offer(publics=tuple(publics), zone=tuple(zone)), person(age=age, status=status)
    everything = judge_all(service, profile)
    assert (judge(service, profile) is None) == (everything.verdict == NO)
