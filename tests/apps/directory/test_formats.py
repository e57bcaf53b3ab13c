"""Each published format, read by its table of fields; what cannot be read is named, what could do harm is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from maraude.apps.directory.actions.import_directory import import_directory
from maraude.apps.directory.files.records import UnreadableFile
from maraude.apps.directory.models import Service, Structure
from tests.support.directory import LOADED_AT
from tests.support.directory_files import (
    EDUCATION,
    FRANCE_SERVICES,
    OWN,
    dila_place,
    write_csv,
    write_dila,
    write_workbook,
    write_zip,
)
from tests.support.published import SHARED, load_files, load_geo, service, structure, write_lines
from tests.support.roles import as_role

pytestmark = pytest.mark.django_db


def rows() -> tuple[dict[str, object], dict[str, object]]:
    flat = {name: ",".join(value) if isinstance(value, list) else value for name, value in service().items()}
    return structure(), flat


def test_a_workbook_is_read_sheet_after_sheet(tmp_path: Path) -> None:
    place, offer = rows()
    path = write_workbook(tmp_path / "classeur.xlsx", Structures=[place], Services=[offer], Notes=[{"a": 1}])
    report = load_files(path)
    assert (report.rejects, report.structures["created"], report.services["created"]) == ([], 1, 1)
    assert Service.objects.get().themes == ["trouver-un-emploi--repondre-a-des-offres-demploi"]
    assert load_files(path).services["unchanged"] == 1


def test_a_formula_is_refused_by_name_and_never_computed(tmp_path: Path) -> None:
    place = structure(adresse='=HYPERLINK("https://evil.example")')
    for path in (write_workbook(tmp_path / "f.xlsx", S=[place]), write_csv(tmp_path / "f.csv", place)):
        [reject] = load_files(path).rejects
        assert (reject.field, reject.line, "formula" in reject.message) == ("adresse", 2, True)
        assert "adresse" not in Structure.objects.get().published


@pytest.mark.parametrize(
    "part",
    [b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', b"<x>" + b"0" * 3_000_000 + b"</x>"],
)
def test_bombs_are_refused_before_anything_is_unpacked(tmp_path: Path, part: bytes) -> None:
    path = write_zip(tmp_path / "bombe.xlsx", xl__workbook=part)
    with pytest.raises(UnreadableFile):
        load_files(path)


def test_parquet_is_read_with_its_lists_and_days(tmp_path: Path) -> None:
    for name, row in (("structures", structure()), ("services", service())):
        parquet.write_table(pa.Table.from_pylist([row]), tmp_path / f"{name}.parquet")
    report = load_files(tmp_path / "structures.parquet", tmp_path / "services.parquet")
    assert (report.rejects, report.services["created"]) == ([], 1)
    assert Service.objects.get().publics == ["jeunes"]
    (tmp_path / "faux.parquet").write_bytes(b"PAR1" + b"\0" * 40)
    with pytest.raises(UnreadableFile):
        load_files(tmp_path / "faux.parquet")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_letters_of_old_spreadsheets_are_read_right(tmp_path: Path, encoding: str) -> None:
    load_files(write_csv(tmp_path / "s.csv", structure(nom="Été à Saverne"), delimiter=";", encoding=encoding))
    assert Structure.objects.get().name == "Été à Saverne"


def test_json_in_utf16_is_read_and_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(json.dumps([structure(nom="Été à Saverne")], ensure_ascii=False), encoding="utf-16")
    assert load_files(path).structures["created"] == 1
    (tmp_path / "s.csv").write_bytes(b"id,nom\n1,\x81\x8d\x8f\n")
    with pytest.raises(UnreadableFile):
        load_files(tmp_path / "s.csv")


def test_all_that_is_wrong_with_a_row_is_named(tmp_path: Path) -> None:
    wrong = service(date_maj="hier", nombre_semaines="beaucoup", courriel="pas une adresse", frais="cher")
    report = load_files(write_lines(tmp_path / "f.jsonl", [structure(), wrong]))
    assert {one.field for one in report.rejects} == {"date_maj", "nombre_semaines", "courriel", "frais"}
    assert report.services["rejected"] == 1


def test_a_value_that_cannot_be_right_is_left_out_and_its_row_kept(tmp_path: Path) -> None:
    wrong = service(courriel="pas une adresse", mobilisable_par=["usagers", "autres"], lien_source="nulle part")
    report = load_files(write_lines(tmp_path / "f.jsonl", [structure(), wrong]))
    assert {(one.field, one.value) for one in report.rejects} == {
        ("courriel", "pas une adresse"),
        ("mobilisable_par", "autres"),
        ("lien_source", "nulle part"),
    }
    kept = Service.objects.get().published
    assert (kept["mobilisable_par"], "courriel" in kept) == (["usagers"], False)


def test_the_communes_that_a_mission_locale_receives_are_read(tmp_path: Path) -> None:
    load_geo(tmp_path)
    other = dila_place(id="c", pivot=[{"type_service_local": "mairie", "code_insee_commune": ["67437"]}])
    report = load_files(write_dila(tmp_path / "2026.gouv_local.json", dila_place(), other))
    assert (report.rejects, report.structures["read"]) == ([], 1)
    kept = Service.objects.get()
    assert (kept.zone, kept.structure_kind, kept.is_implied) == (["67437", "67283"], "mission_locale", False)
    assert (kept.hours, str(kept.updated_on)) == ("Mo-Fr 09:00-12:00,13:30-17:00", "2026-05-15")
    assert kept.structure.published["adresse"] == "16 rue du Zornhoff"


def test_france_services_are_dated_by_their_file(tmp_path: Path) -> None:
    load_geo(tmp_path)
    wrong = FRANCE_SERVICES | {"id_fs": "901", "insee_com": "1"}
    report = load_files(write_csv(tmp_path / "france-services-20221201.csv", FRANCE_SERVICES, wrong))
    assert {(one.field, one.line, one.value) for one in report.rejects} == {("insee_com", 3, "1")}
    kept = Service.objects.get()
    assert (str(kept.updated_on), kept.hours) == ("2022-12-01", "Mo 09:00-12:00,13:30-17:00; We 09:00-12:00")
    assert kept.structure.kind == "france_services"


def test_of_schools_only_ways_back_are_taken(tmp_path: Path) -> None:
    school = EDUCATION | {
        "Identifiant_de_l_etablissement": "2",
        "Nom_etablissement": "Lycée",
        "Type_etablissement": "Lycée",
    }
    micro = school | {"Identifiant_de_l_etablissement": "3", "Nom_etablissement": "Micro-lycée de Saverne"}
    load_files(write_csv(tmp_path / "annuaire.csv", EDUCATION, school, micro, delimiter=";"))
    kinds = dict(Structure.objects.values_list("id", "kind"))
    assert kinds == {"education--0670001A": "cio", "education--3": "micro_lycee"}
    assert Service.objects.get(id="education--3--reprise").age_max == 25


def test_our_own_table_says_what_nobody_publishes(tmp_path: Path) -> None:
    load_geo(tmp_path)
    report = load_files(write_csv(tmp_path / "nous.csv", OWN, OWN | {"name": "B", "age_min": "beaucoup"}))
    assert {(one.field, one.line) for one in report.rejects} >= {("name", 3), ("age_min", 3)}
    kept = Service.objects.get()
    assert (kept.structure_kind, kept.age_min, kept.age_max, kept.walk_in, kept.is_free) == ("paej", 12, 21, True, True)
    assert (kept.published["_maraude_capacity"], str(kept.updated_on)) == (8, "2026-11-12")
    assert "sante--sante-mentale" in kept.themes


def test_the_old_schema_is_read_by_the_official_tables(tmp_path: Path) -> None:
    (tmp_path / "map_v0_v1_thematiques.csv").write_text("v0,v1\nmobilite--apprendre,mobilite--preparer-un-permis\n")
    (tmp_path / "map_v0_v1_reseaux_typologie.csv").write_text("v0,v1\nML,mission-locale\n")
    place = {"id": "7", "nom": "Pôle jeunes", "source": "Hinaura", "typologie": "ML", "date_maj": "2022-04-24"}
    offer = {
        "id": "8",
        "structure_id": "7",
        "nom": "Permis",
        "source": "Hinaura",
        "thematiques": ["mobilite--apprendre"],
    }
    files = [tmp_path / "s.json", tmp_path / "o.json"]
    for path, row in zip(files, (place, offer | {"profils": [], "thematiques": ["mobilite--apprendre"]}), strict=True):
        path.write_text(json.dumps([row], ensure_ascii=False), encoding="utf-8")
    assert load_files(*files).rejects == []
    kept = Service.objects.get()
    assert (kept.id, kept.structure_kind, kept.themes) == (
        "hinaura--8",
        "mission_locale",
        ["mobilite--preparer-un-permis"],
    )
    assert str(kept.updated_on) == "2022-04-24"


def test_a_format_that_was_asked_for_is_held_to(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "f.jsonl", [structure()])
    with as_role("owner"), pytest.raises(UnreadableFile, match="looks like di-v1"):
        import_directory(files=[path], at=LOADED_AT, format_id="dila")


def test_the_workbook_of_deliberate_errors_is_told_line_by_line() -> None:
    path = SHARED / "data-inclusion" / "valideur_dataset.xlsx"
    if not path.exists():
        pytest.skip("../shared/data is absent: the workbook of errors could not be read")
    named = {(one.line, one.field) for one in load_files(path).rejects}
    assert named >= {(4, "date_maj"), (4, "code_postal"), (4, "courriel"), (4, "site_web")}
    assert named >= {(4, "nombre_semaines"), (5, "mobilisable_par")}
    assert Structure.objects.count() == 0


def test_the_real_files_of_the_old_schema_and_of_france_services_are_read() -> None:
    if not SHARED.exists():
        pytest.skip("../shared/data is absent: the published files could not be read")
    files = [SHARED / "directory" / name for name in ("structures_di_v0_2023.json", "france-services-20221201.csv")]
    report = load_files(*files)
    assert report.structures["created"] > 6_000
    assert load_files(*files).structures["updated"] == 0
