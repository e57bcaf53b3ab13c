from __future__ import annotations

import pytest

from maraude.core.directory.opening_hours import read_hours
from maraude.core.orientation.card_text import card_text, phone_text, week_text
from maraude.core.service import ServiceCard

CARD = ServiceCard(
    id="a",
    name="Accueil des 16-25 ans",
    structure_id="s",
    structure_name="Mission locale de Saverne",
    address="16 rue du Zornhoff",
    postal_code="67700",
    commune="Saverne",
    phone="+33199001234",
    opening_hours="Mo-Th 09:00-12:00; Fr 09:00-12:00",
    walk_in=True,
    is_free=True,
)


def test_a_card_says_what_where_when_how_and_what_to_bring() -> None:
    assert card_text(CARD, language="fr", kilometres=1.24).splitlines() == [
        "Mission locale de Saverne",
        "Ce qu'ils font : Accueil des 16-25 ans.",
        "Où : 16 rue du Zornhoff, 67700 Saverne (1,2 km).",
        "Quand : lundi à vendredi 9 h–12 h.",
        "Comment : tu peux y aller sans rendez-vous, par téléphone au 01 99 00 12 34, c'est gratuit.",
        "À prendre : une pièce d'identité si tu en as une. Sinon, demande-leur avant.",
    ]


def test_what_is_not_known_is_not_said() -> None:
    bare = ServiceCard(id="a", name="Écoute", structure_id="s", structure_name="Ici", opening_hours="sur rendez-vous")
    assert card_text(bare, language="fr").splitlines()[:2] == ["Ici", "Ce qu'ils font : Écoute."]
    assert "None" not in card_text(bare, language="en")


def test_at_a_distance_nobody_is_sent_anywhere() -> None:
    remote = ServiceCard(
        id="a", name="Écoute", structure_id="s", structure_name="Ici", is_remote=True, address="1 rue X"
    )
    text = card_text(remote, language="fr")
    assert "à distance" in text
    assert "rue X" not in text


def test_what_only_a_professional_may_ask_is_asked_together() -> None:
    closed = ServiceCard(id="a", name="Séjour", structure_id="s", structure_name="Ici", by_oneself=False, walk_in=True)
    assert "on fait la demande ensemble" in card_text(closed, language="fr")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_card_never_shouts(language: str) -> None:
    assert "!" not in card_text(CARD, language=language)


@pytest.mark.parametrize(
    ("phone", "said"), [("0199001234", "01 99 00 12 34"), ("3949", "3949"), ("", ""), ("+262 262 1", "+262 262 1")]
)
def test_a_number_is_written_as_one_reads_it(phone: str, said: str) -> None:
    assert phone_text(phone) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("24/7", "jour et nuit"),
        ("Mo 09:00-12:30", "lundi 9 h–12 h 30"),
        ("We 14:00-18:00; Mo off", "mercredi 14 h–18 h"),
    ],
)
def test_hours_are_said_in_words(hours: str, said: str) -> None:
    week = read_hours(hours)
    assert week is not None
    assert week_text(week, "fr") == said
