from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from maraude.apps.directory.files.records import UnreadableFile
from maraude.apps.directory.models import LoadedFile, Service, Structure
from tests.support.published import SHARED, load, load_files, load_geo, service, structure, write_lines

pytestmark = pytest.mark.django_db
NONE = {"read": 0, "created": 0, "updated": 0, "unchanged": 0, "rejected": 0}


def counted(**more: int) -> dict[str, int]:
    return NONE | more


def test_a_file_is_read_whatever_the_order_of_its_rows(tmp_path: Path) -> None:
    report = load(tmp_path, service(), structure()).as_json()
    assert report["structures"] == counted(read=1, created=1)
    assert report["services"] == counted(read=1, created=1) | {"implied": 0}
    kept = Service.objects.get()
    assert (kept.structure_kind, kept.is_free, kept.age_min, kept.age_max) == ("mission_locale", True, 16, 25)


def test_the_same_import_twice_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, structure(), service())
    report = load(tmp_path, structure(), service()).as_json()
    assert report["structures"] == counted(read=1, unchanged=1)
    assert report["services"] == counted(read=1, unchanged=1) | {"implied": 0}


def test_what_changed_is_updated(tmp_path: Path) -> None:
    load(tmp_path, structure(), service())
    report = load(tmp_path, structure(site_web="https://ml.example"), service()).as_json()
    assert (report["structures"]["updated"], report["services"]["unchanged"]) == (1, 1)
    assert Structure.objects.get().published["site_web"] == "https://ml.example"


def test_keys_that_are_not_the_schemas_are_ignored(tmp_path: Path) -> None:
    load(tmp_path, structure())
    assert "_ours" not in Structure.objects.get().published


def test_what_was_published_can_be_given_back(tmp_path: Path) -> None:
    load(tmp_path, structure(), service())
    assert Service.objects.get().published == service()
    assert Structure.objects.get().published == {k: v for k, v in structure().items() if k != "_ours"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code_insee": 1001}, "code_insee"),
        ({"code_insee": "1001"}, "code_insee"),
        ({"code_postal": 67700}, "code_postal"),
        ({"date_maj": "32/13/2024"}, "date_maj"),
        ({"nom": "ML"}, "nom"),
        ({"latitude": 948}, "latitude"),
        ({"siret": "12"}, "siret"),
        ({"id": ""}, "id"),
    ],
)
def test_a_row_against_the_schema_is_refused_by_line_field_and_value(
    tmp_path: Path, wrong: dict[str, Any], field: str
) -> None:
    report = load(tmp_path, structure(id="ok"), structure(**wrong)).as_json()
    assert report["structures"] == counted(read=2, created=1, rejected=1)
    [reject] = report["rejects"]
    assert (reject["file"], reject["line"], reject["field"]) == ("file.jsonl", 2, field)
    assert reject["value"] == str(wrong[field])
    assert reject["message"]


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    row = structure()
    del row["date_maj"]
    [reject] = load(tmp_path, row).rejects
    assert (reject.field, reject.id) == ("date_maj", "test--ml")


def test_a_line_that_is_not_json_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "file.jsonl", [structure()])
    path.write_bytes(b'{"id": "coup\n\n[1]\n\xff\xfe\n' + path.read_bytes())
    report = load_files(path)
    assert report.structures["created"] == 1
    assert [reject.line for reject in report.rejects] == [1, 3, 4]


def test_an_id_read_twice_is_refused_the_second_time(tmp_path: Path) -> None:
    [reject] = load(tmp_path, structure(), structure(nom="Une autre")).rejects
    assert (reject.field, reject.line) == ("id", 2)
    assert Structure.objects.get().name == "Mission locale de Saverne"


def test_a_used_id_that_becomes_another_structure_elsewhere_is_refused(tmp_path: Path) -> None:
    load_geo(tmp_path)
    load(tmp_path, structure())
    [reject] = load(tmp_path, structure(nom="Médiathèque", code_insee="67283")).rejects
    assert "Mission locale de Saverne" in reject.message
    assert load(tmp_path, structure(nom="Mission locale de l'Alsace")).structures["updated"] == 1


def test_a_service_of_an_unknown_structure_is_refused(tmp_path: Path) -> None:
    [reject] = load(tmp_path, structure(), service(structure_id="nulle-part")).rejects
    assert (reject.field, reject.value) == ("structure_id", "nulle-part")


def test_a_point_at_zero_is_refused_and_its_row_kept(tmp_path: Path) -> None:
    load_geo(tmp_path)
    report = load(tmp_path, structure(latitude=0, longitude=0), service())
    assert report.flagged == {"point_at_zero": 2, "approximate_point": 2}
    assert [(reject.field, reject.line) for reject in report.rejects] == [("latitude", 1), ("latitude", 2)]
    assert Service.objects.get().lat == pytest.approx(48.73984)  # its commune's


def test_a_point_far_from_its_commune_gives_no_distance(tmp_path: Path) -> None:
    load_geo(tmp_path)
    report = load(tmp_path, structure(latitude=43.3, longitude=5.4), service())
    assert report.flagged["point_far_from_commune"] == 2
    assert (Service.objects.get().lat, report.rejects) == (None, [])


def test_an_old_commune_code_becomes_that_of_today(tmp_path: Path) -> None:
    load_geo(tmp_path)
    load(tmp_path, structure(code_insee="01039", latitude=45.85, longitude=5.78), service(zone_eligibilite=["01039"]))
    kept = Service.objects.get()
    assert (kept.insee, kept.department, kept.zone) == ("01138", "01", ["01138"])


def test_a_dry_run_says_what_would_be_done_and_does_nothing(tmp_path: Path) -> None:
    report = load(tmp_path, structure(), service(), dry_run=True)
    assert (report.structures["created"], report.services["created"]) == (1, 1)
    assert (Structure.objects.count(), Service.objects.count(), LoadedFile.objects.count()) == (0, 0, 0)


def test_a_mission_locale_that_published_nothing_still_receives(tmp_path: Path) -> None:
    assert load(tmp_path, structure()).services["implied"] == 1
    implied = Service.objects.get()
    assert (implied.id, implied.is_implied) == ("test--ml~accueil", True)
    load(tmp_path, service())
    assert list(Service.objects.values_list("id", flat=True)) == ["test--ml--suivi"]


def test_files_and_the_age_of_what_they_say_are_noted(tmp_path: Path) -> None:
    load(tmp_path, structure(), structure(id="b", date_maj="2022-01-01"), service())
    noted = LoadedFile.objects.get(kind="structures")
    assert (noted.name, noted.rows_read, noted.rows_kept) == ("file.jsonl", 2, 2)
    assert (str(noted.oldest_on), str(noted.newest_on)) == ("2022-01-01", "2025-12-01")


def test_a_json_array_and_a_csv_with_python_lists_are_read_too(tmp_path: Path) -> None:
    array = tmp_path / "structures.json"
    array.write_text(json.dumps([structure()], indent=1), encoding="utf-8")
    table = tmp_path / "services.csv"
    row = service() | {"thematiques": "['sante--addictions', \"famille--garde-denfants\"]", "publics": "jeunes,femmes"}
    with table.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=list(row), extrasaction="ignore")
        writer.writeheader()
        writer.writerow(row | {"modes_accueil": ""})
    report = load_files(table, array)
    assert report.rejects == []
    kept = Service.objects.get()
    assert (kept.themes, kept.publics) == (["sante--addictions", "famille--garde-denfants"], ["jeunes", "femmes"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vide.jsonl", ""),
        ("xls.xls", "\xd0\xcf\x11\xe0"),
        ("page.html", "<html></html>"),
        ("classeur.xlsx", "PK"),
        ("autre.csv", "a,b\n1,2\n"),
        ("cassé.json", '[{"id": "1",'),
    ],
)
def test_a_file_of_another_kind_is_refused_whole(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableFile):
        load_files(write_lines(tmp_path / "bon.jsonl", [structure()]), path)
    assert Structure.objects.count() == 0


def test_a_nul_in_a_text_does_not_stop_the_import(tmp_path: Path) -> None:
    assert load(tmp_path, structure(description="avant\0après")).structures["created"] == 1
    assert Structure.objects.get().published["description"] == "avantaprès"


def test_an_unknown_theme_is_kept_and_flagged(tmp_path: Path) -> None:
    report = load(tmp_path, structure(), service(thematiques=["nouveau--theme"]))
    assert (report.flagged["unknown_theme"], report.services["created"]) == (1, 1)


def test_the_pages_may_not_write_the_directory() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_service")


def test_the_traps_of_real_files_are_all_named() -> None:
    path = SHARED / "directory" / "structures_traps.jsonl"
    if not path.exists():
        pytest.skip("../shared/data is absent: the file of traps could not be read")
    main = SHARED / "directory" / "structures_di_v1.jsonl"
    load_files(main)
    report = load_files(path)
    assert [(one.line, one.field) for one in report.rejects] == [
        (1, ""),
        (2, "latitude"),
        (3, "code_insee"),
        (4, "date_maj"),
        (5, "id"),
    ]
    assert report.structures["rejected"] == 4
