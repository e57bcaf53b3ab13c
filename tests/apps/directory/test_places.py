from __future__ import annotations

from pathlib import Path

import pytest

from maraude.apps.directory.actions.import_geo import WrongFile, import_geo
from maraude.apps.directory.models import Commune
from maraude.apps.directory.queries.places import begin_with, find_place
from maraude.understanding import gazetteer
from tests.support.directory import LOADED_AT
from tests.support.published import load_geo
from tests.support.roles import as_role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _communes(tmp_path: Path, db: None) -> None:
    del db
    load_geo(tmp_path)


@pytest.mark.parametrize(
    ("said", "insee", "doubts"),
    [
        ("67437", "67437", []),
        ("2A004", "2A004", []),
        ("2a004", "2A004", []),
        ("97411", "97411", []),
        ("saverne", "67437", []),
        ("  SAVERNE ", "67437", []),
        ("Saverne 67", "67437", []),
        ("Saverne (67)", "67437", []),
        ("67440", "67283", ["place_postal_one"]),
        ("67700", "67437", ["place_postal"]),
        ("75019", "75119", ["place_postal_one"]),
        ("Paris 19", "75119", []),
        ("paris 19ème", "75119", []),
        ("Paris", "75056", ["place_city"]),
        ("75056", "75056", ["place_city"]),
        ("01039", "01138", ["place_former"]),
        ("Béon", "01138", ["place_former"]),
        ("Saint-Denis", "97411", ["place_named"]),
        ("st denis 93", "93066", []),
        ("98412", "98412", ["place_without_point"]),
    ],
)
def test_a_place_is_found_with_its_doubts(said: str, insee: str, doubts: list[str]) -> None:
    found = find_place(said)
    assert found.territory is not None
    assert (found.territory.insee, [note.code for note in found.doubts]) == (insee, doubts)


@pytest.mark.parametrize("said", ["2A", "2a", "corse du sud"])
def test_a_department_alone_is_a_place_without_distance(said: str) -> None:
    found = find_place(said)
    assert found.territory is not None
    assert (found.territory.department, found.territory.insee, found.territory.lat) == ("2A", "", None)
    assert [note.code for note in found.doubts] == ["place_department"]


@pytest.mark.parametrize("said", ["Atlantide", "99999", "00000", "Paris 99"])
def test_a_place_that_is_none_is_said_so(said: str) -> None:
    found = find_place(said)
    assert found.territory is None
    assert [note.code for note in found.doubts] == ["place_not_found"]


@pytest.mark.parametrize("said", [None, "", "   "])
def test_no_place_is_no_doubt(said: str | None) -> None:
    assert find_place(said).doubts == ()


def test_communes_are_found_while_one_types() -> None:
    assert [commune.insee for commune in begin_with("sav")] == ["67437"]
    assert [commune.insee for commune in begin_with("saint den")] == ["97411", "93066"]
    assert [commune.insee for commune in begin_with("67700")] == ["67437", "67003"]
    assert begin_with("s") == []


def test_the_gazetteer_knows_old_names(tmp_path: Path) -> None:
    known = gazetteer.load(tmp_path / "gazetteer")
    assert [commune.insee for commune in known.named("Béon")] == ["01138"]


def test_an_import_of_communes_counts_and_warns(tmp_path: Path) -> None:
    report = load_geo(tmp_path).as_json()
    assert (report["read"], report["kept"], report["rejected"]) == (12, 12, 0)
    assert any("98412" in warning for warning in report["warnings"])


def test_a_list_of_communes_of_la_poste_has_one_line_a_postal_code(tmp_path: Path) -> None:
    path = tmp_path / "laposte.csv"
    path.write_text(
        "#Code_commune_INSEE;Nom_de_la_commune;Code_postal\n1001;L ABERGEMENT;1400\n1001;L ABERGEMENT;1401\n"
    )
    with as_role("owner"):
        report = import_geo(files=[path], gazetteer_path=tmp_path / "g", at=LOADED_AT)
    assert report.read == 2
    assert Commune.objects.get().postal_codes == ["01400", "01401"]


def test_files_that_hold_no_place_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "autre.csv"
    path.write_text("a,b\n1,2\n")
    with as_role("owner"), pytest.raises(WrongFile):
        import_geo(files=[path], gazetteer_path=tmp_path / "g", at=LOADED_AT)
    assert Commune.objects.count() == 10
