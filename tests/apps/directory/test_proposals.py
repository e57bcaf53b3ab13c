from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maraude.apps.directory.queries.offers import offers_for
from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.request import Request, answer
from maraude.core.directory.profile import Profile
from maraude.core.need import Need
from tests.support.published import load, load_geo, service, structure

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _directory(tmp_path: Path, db: None) -> None:
    del db
    load_geo(tmp_path)
    load(
        tmp_path,
        structure(horaires_accueil="Mo-Fr 09:00-17:00"),
        service(modes_mobilisation=["se-presenter"], zone_eligibilite=["200068112"]),
        structure(id="adultes", nom="Centre de formation"),
        service(id="adultes--1", structure_id="adultes", nom="Emploi des plus de 30 ans", publics=["tous-publics"]),
        structure(id="loin", nom="Plateforme", code_insee="2A004", latitude=41.93, longitude=8.7),
        service(id="loin--1", structure_id="loin", nom="Emploi", modes_accueil=["a-distance"], publics=["jeunes"]),
        service(id="loin--2", structure_id="loin", nom="Ailleurs", publics=["tous-publics"]),
    )


def asked(**request: Any) -> dict[str, Any]:
    return answer(msgspec.convert({"needs": ["employment"], **request}, Request), at=AT)


def ids(found: dict[str, Any]) -> list[str]:
    return [one["service_id"] for one in found["proposals"]]


def test_the_answer_has_the_shape_of_the_contract() -> None:
    found = asked(id="p1", age=18, commune="67437", status="neet")
    assert found.keys() == {"id", "proposals", "safety", "notes"}
    first = found["proposals"][0]
    assert first | {"score": 0, "eligibility": {}} == {
        "service_id": "test--ml--suivi",
        "structure_id": "test--ml",
        "name": "Accompagnement des 16-25 ans",
        "structure_name": "Mission locale de Saverne",
        "score": 0,
        "distance_km": 1.4,
        "remote": False,
        "open_now": True,
        "eligibility": {},
        "reasons": ["ouvert maintenant", "1,4 km", "de son territoire", "16–25 ans", "sans rendez-vous", "gratuit"],
        "source": "test",
        "date_maj": "2025-12-01",
    }
    assert first["eligibility"]["verdict"] == "yes"
    assert {one["name"] for one in first["eligibility"]["criteria"]} == {"age", "zone", "competence", "audience"}


def test_an_adult_service_is_not_found_for_a_child() -> None:
    assert "adultes--1" not in ids(asked(age=18, commune="67437"))
    assert "adultes--1" in ids(asked(age=35, commune="67437"))


def test_what_is_at_a_distance_is_found_from_anywhere_and_what_is_far_is_not() -> None:
    for commune in ("67437", "97411", None):
        found = ids(asked(age=18, commune=commune))
        assert "loin--1" in found
        assert "loin--2" not in found


@pytest.mark.parametrize("commune", ["67437", "2A", "75056", "98412", "Atlantide", "", None])
@pytest.mark.parametrize("age", [14, 31, None])
def test_any_place_and_any_age_get_an_answer_with_its_doubts(commune: str | None, age: int | None) -> None:
    found = asked(commune=commune, age=age, needs=["employment", "housing"])
    assert isinstance(found["notes"], list)
    assert all(isinstance(note, str) and "{" not in note for note in found["notes"])


def test_a_request_costs_a_fixed_number_of_queries() -> None:
    with CaptureQueriesContext(connection) as captured:
        asked(age=18, commune="67437", needs=["employment", "housing", "money"])
    assert len(captured) <= 3


@pytest.mark.parametrize(
    "wrong", [{"needs": ["pizza"]}, {"age": -1}, {"limit": 0}, {"at": "demain"}, {"status": "perdu"}, {"age": "17"}]
)
def test_a_wrong_request_is_refused_with_its_place(wrong: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError, match=f"{next(iter(wrong))}|enum"):
        asked(**wrong)


def test_offers_are_read_whole() -> None:
    profile = Profile(needs=(Need.EMPLOYMENT,), at=AT, age=18, territory=find_place("67437").territory)
    found = {one.id: one for one in offers_for(profile)}["test--ml--suivi"]
    assert (found.structure_name, found.zone, found.walk_in) == ("Mission locale de Saverne", ("200068112",), True)
