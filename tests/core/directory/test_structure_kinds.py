from __future__ import annotations

import pytest

from maraude.core.directory.structure_kinds import BOOK, DUTY_DOORS, YOUTH_DOORS, YOUTH_DOORS_ELSE, kind_of
from maraude.understanding.place_names import key


@pytest.mark.parametrize(
    ("name", "networks", "kind"),
    [
        ("MISSION LOCALE DU BASSIN D'EMPLOI", [], "mission_locale"),
        ("Cité des métiers", ["mission-locale"], "mission_locale"),
        ("Mission locale", ["conseillers-numeriques"], "mission_locale"),
        ("PAEJ Le Passage", [], "paej"),
        ("Point Accueil Écoute Jeunes", [], "paej"),
        ("Maison des adolescents du Bas-Rhin", [], "maison_des_adolescents"),
        ("CIO de Saverne", [], "cio"),
        ("École de la 2e chance", [], "e2c"),
        ("France services de Guise", ["france-service"], "france_services"),
        ("CCAS de Roubaix", [], "ccas"),
        ("ALT CCAS PESSAC", [], "placement"),
        ("115", [], "siao"),
        ("Médiathèque", ["conseillers-numeriques"], "digital_help"),
        ("Mairie de Milon", [], ""),
    ],
)
def test_a_kind_is_told_from_a_name_then_from_networks(name: str, networks: list[str], kind: str) -> None:
    assert BOOK.tell(compared=key(name), networks=networks) == kind


@pytest.mark.parametrize(
    ("kind", "age", "received"),
    [
        ("mission_locale", 15, False),
        ("mission_locale", 16, True),
        ("mission_locale", 25, True),
        ("mission_locale", 26, False),
        ("mission_locale", None, None),
        ("maison_des_adolescents", 23, None),
        ("maison_des_adolescents", 26, False),
        ("france_services", None, True),
        ("", 99, True),
    ],
)
def test_a_kind_receives_an_age_or_not_or_it_depends(kind: str, age: int | None, received: bool | None) -> None:
    assert kind_of(kind).receives(age) is received


def test_doors_are_kinds() -> None:
    assert {*YOUTH_DOORS, *YOUTH_DOORS_ELSE, *DUTY_DOORS} <= BOOK.kinds.keys()


@pytest.mark.parametrize("kind", BOOK.kinds.values(), ids=lambda kind: kind.id)
def test_a_kind_has_words_and_sane_bounds(kind: object) -> None:
    row = kind_of(getattr(kind, "id", ""))
    assert row.name_fr
    assert row.name_en
    assert row.ages[0] < row.ages[1]
    assert row.perhaps == (0, 120) or (row.perhaps[0] <= row.ages[0] and row.ages[1] <= row.perhaps[1])
    assert all(0 < weight < 1 for weight in row.needs.values())
    assert not row.implied_fr or row.needs
