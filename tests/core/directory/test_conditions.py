from __future__ import annotations

import pytest

from maraude.core.directory.conditions import says_closed, says_only_out
from maraude.core.directory.islands import island_of


@pytest.mark.parametrize(
    "name", ["Point jeunes (fermé)", "FERMÉ - Espace jeunes", "Antenne fermée définitivement", "Le lieu n'existe plus"]
)
def test_a_place_that_says_it_is_gone_is_closed(name: str) -> None:
    assert says_closed(name=name, description="")


@pytest.mark.parametrize("told", ["Fermé le lundi.", "Fermé en août", "Fermeture à 18 h", "Groupe fermé de parole"])
def test_a_place_that_closes_now_and_then_is_open(told: str) -> None:
    assert not says_closed(name="Point jeunes", description=told)


@pytest.mark.parametrize(
    ("text", "door", "path"),
    [
        ("Jeunes de 16 à 25 ans sortis du système scolaire", False, True),
        ("Ni en emploi, ni en études", True, True),
        ("Contrat d'engagement jeune", True, True),
        ("Jeunes déscolarisés ou scolarisés", False, False),
        ("Élèves décrocheurs", False, False),
        ("Tous les jeunes", False, False),
    ],
)
def test_only_a_path_that_takes_all_day_is_closed_to_pupils(text: str, *, door: bool, path: bool) -> None:
    assert says_only_out([text], is_door=True) is door
    assert says_only_out([text], is_door=False) is path


def test_an_island_with_a_bridge_is_no_island() -> None:
    assert (island_of("29155"), island_of("17297"), island_of("")) == ("Ouessant", "", "")
