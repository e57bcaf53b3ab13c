"""What is exported can be imported again, and changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from maraude.apps.directory.models import Service, Structure
from maraude.apps.directory.queries.export import EXPORTS, exported
from tests.support.directory_files import OWN, write_csv
from tests.support.published import load, load_files, load_geo, service, structure
from tests.support.roles import as_role

pytestmark = pytest.mark.django_db
RICH = {
    "modes_mobilisation": ["se-presenter"],
    "zone_eligibilite": ["67437", "200068112"],
    "horaires_accueil": "Mo-Fr 09:00-17:00",
    "conditions_acces": "Être sorti de l'école",
    "telephone": "0199001235",
    "adresse": "2 rue Neuve",
    "commune": "Saverne",
    "code_postal": "67700",
    "nombre_semaines": 4,
    "lien_mobilisation": "https://ml.example/rdv",
}


@pytest.fixture(autouse=True)
def _directory(tmp_path: Path, db: None) -> None:
    del db
    load_geo(tmp_path)
    place = structure(horaires_accueil="Mo-Sa 09:00-18:00", reseaux_porteurs=["mission-locale"])
    load(tmp_path, place, structure(id="nue", nom="Maison nue"), service(**RICH), service(id="pauvre", frais=None))
    load_files(write_csv(tmp_path / "nous.csv", OWN))


def written(folder: Path, format_id: str) -> Path:
    path = folder / f"{format_id}.{'json' if format_id == 'geojson' else 'jsonl'}"
    path.write_bytes(b"".join(exported(format_id)))
    return path


@pytest.mark.parametrize("format_id", EXPORTS)
def test_an_export_imported_over_itself_changes_nothing(tmp_path: Path, format_id: str) -> None:
    report = load_files(written(tmp_path, format_id))
    assert report.rejects == []
    assert (report.structures["unchanged"], report.structures["updated"]) == (3, 0)
    assert (report.services["unchanged"], report.services["updated"]) == (3, 0)


@pytest.mark.parametrize("format_id", EXPORTS)
def test_an_export_fills_an_empty_directory_with_the_same(tmp_path: Path, format_id: str) -> None:
    path = written(tmp_path, format_id)
    before = list(Service.objects.order_by("id").values("id", "published", "themes", "lat", "hours", "age_min"))
    with as_role("owner"):
        Structure.objects.all().delete()
    load_files(path)
    assert list(Service.objects.order_by("id").values("id", "published", "themes", "lat", "hours", "age_min")) == before


def test_what_is_only_implied_is_not_published(tmp_path: Path) -> None:
    load(tmp_path, structure(id="cio", nom="CIO de Saverne"))
    assert Service.objects.filter(is_implied=True).count() == 1
    assert b"~accueil" not in b"".join(exported("di-v1"))


def test_hsds_says_who_where_and_for_whom(tmp_path: Path) -> None:
    del tmp_path
    lines = [json.loads(line) for line in exported("hsds")]
    [refuge] = [one for one in lines if one.get("minimum_age") == 12]
    assert refuge["organization_id"] in {one["id"] for one in lines}
    assert (refuge["status"], refuge["maximum_age"], refuge["phones"][0]["number"]) == ("active", 21, "03 99 00 00 02")
    assert refuge["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Saverne"


def test_geojson_puts_longitude_first(tmp_path: Path) -> None:
    del tmp_path
    found = json.loads(b"".join(exported("geojson")))
    places = {one["id"]: one["geometry"] for one in found["features"]}
    assert places["test--ml"]["coordinates"] == [7.36, 48.742]
