from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.audience import Ages, disability_after, read_ages, read_publics


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Jeunes de 16 à 25 ans", 16, 25),
        ("les 16/25 ans", 16, 25),
        ("Le jeune entre 15 et 18 ans.", 15, 18),
        ("jeunes décrocheurs de 16 et 17 ans", 16, 17),
        ("16-18 ans", 16, 18),
        ("de 16 ans à 25 ans", 16, 25),
        ("Avoir moins de 26 ans", 0, 25),
        ("jusqu'à 25 ans", 0, 25),
        ("à partir de 18 ans", 18, 120),
        ("plus de 18 ans", 18, 120),
        ("18 ans et plus", 18, 120),
        ("Personnes majeures", 18, 120),
        ("de 16 à 25 ans (jusqu'à 30 ans en cas de handicap)", 16, 30),
        ("personnes de plus de 60 ans", 60, 120),
    ],
)
def test_the_ages_a_service_says_are_read(text: str, least: int, most: int) -> None:
    assert read_ages([text]) == Ages(least=least, most=most)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ouvert depuis 25 ans",
        "plus de 10 ans d'expérience",
        "accueil des enfants de 3 à 6 ans",
        "moins de 3 ans",
        "Jeunes majeurs et mineurs",
        "3 ans d'ancienneté",
    ],
)
def test_years_that_are_nobodys_age_say_nothing(text: str) -> None:
    found = read_ages([text])
    assert found is None or found.least == 18  # « jeunes majeurs » alone is an age


def test_the_first_text_that_says_an_age_decides() -> None:
    assert read_ages(["", "18 ans et plus", "jeunes de 16 à 25 ans"]) == Ages(least=18, most=120)


@pytest.mark.parametrize(
    ("text", "least"),
    [("Adultes de 35 ans et plus", 35), ("Public adulte", 18), ("Personnes majeures", 18), ("À partir de 18 ans", 18)],
)
def test_adults_are_18_and_more_unless_an_age_is_said(text: str, least: int) -> None:
    assert read_ages([text]) == Ages(least=least, most=120)


@pytest.mark.parametrize(
    "text", ["Enfants, adolescents et adultes", "Jeunes et adultes, familles", "Tout public adulte"]
)
def test_adults_among_others_turn_nobody_away(text: str) -> None:
    assert read_ages([text]) in {None, Ages(least=18, most=120) if "Tout" in text else None}


@pytest.mark.parametrize(
    ("text", "after"),
    [("16-25 ans, jusqu'à 30 ans en situation de handicap", 25), ("16-25 ans", None), ("RQTH acceptée", None)],
)
def test_an_age_that_only_a_disability_widens_is_kept_apart(text: str, after: int | None) -> None:
    assert disability_after([text]) == after


def test_a_name_gives_a_situation_away() -> None:
    assert read_publics(["Aide aux réfugiés", "Femmes d'ici"]) == ["personnes-exilees", "femmes"]
    assert read_publics(["Mission locale"]) == []


@given(st.text(max_size=200))
def test_any_text_gives_ages_in_order_or_none(text: str) -> None:
    found = read_ages([text])
    assert found is None or 0 <= found.least < found.most <= 120
