from __future__ import annotations

from datetime import date

import pytest

from maraude.apps.directory.queries.cards import service_card
from tests.support.directory import put_service, put_structure

pytestmark = pytest.mark.django_db


def test_a_card_says_how_to_go_there() -> None:
    service = put_service(put_structure())
    card = service_card(service_id=service.id)
    assert card is not None
    assert (card.name, card.structure_name) == ("Accompagnement des 16-25 ans", "Mission locale de Saverne")
    assert (card.address, card.postal_code, card.commune) == ("16 rue du Zornhoff", "67700", "Saverne")
    assert (card.phone, card.opening_hours) == ("0199001234", "Mo-Fr 09:00-17:00")
    assert (card.is_fictional, card.updated_on) == (True, date(2025, 12, 1))


def test_what_a_service_says_comes_before_what_its_structure_says() -> None:
    said = {"telephone": "0199009999", "commune": "Marmoutier", "conditions_acces": "Avoir 16 ans."}
    card = service_card(service_id=put_service(put_structure(), published=said).id)
    assert card is not None
    assert (card.phone, card.commune, card.address, card.access) == ("0199009999", "Marmoutier", "", "Avoir 16 ans.")


def test_a_service_that_does_not_exist_has_no_card() -> None:
    assert service_card(service_id="nope") is None
