"""An adviser's words: when a worker reads them first, and how they are labelled."""

from __future__ import annotations

import pytest

from maraude.core.guest_words import Held, guest_name, labelled, why_held
from maraude.core.safety import RiskLevel


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Bonjour, rendez-vous mardi à 14 h, 2e étage.", None),
        ("Prenez le bus 3, arrêt Gare. À mardi !", None),
        ("Tu vas le REGRETTER si tu ne viens pas", Held.HARSH),
        ("t'es qu'un bon à rien", Held.HARSH),
        ("Espèce de Bâtard", Held.HARSH),
        ("Regarde http://exemple.test/x", Held.ADDRESS),
        ("Clique sur bit.ly/abc", Held.ADDRESS),
        ("", None),
    ],
)
def test_what_hurts_or_leads_elsewhere_waits_for_a_worker(text: str, held: Held | None) -> None:
    assert why_held(text, level=RiskLevel.NONE) is held


def test_any_danger_waits_for_a_worker() -> None:
    assert why_held("Bonjour", level=RiskLevel.CONCERN) is Held.DANGER


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Léa", "Léa"),
        ("  Jean-Marc \u202e d'Aix ", "Jean-Marc d'Aix"),
        ("]\n[Nour : ok", "Nour ok"),
        ("<b>12</b> 👍", "b b"),
        ("12345", ""),
        ("x" * 500, "x" * 40),
    ],
)
def test_a_name_is_letters_on_one_line(given: str, kept: str) -> None:
    assert guest_name(given) == kept


def test_a_structure_of_care_is_not_named_on_a_lit_screen() -> None:
    said = labelled("Bonjour", name="Léa", structure="CSAPA du Port", kind="csapa", association="La Lanterne")
    assert said == "[Léa, de la structure de ta fiche, par La Lanterne]\nBonjour"
