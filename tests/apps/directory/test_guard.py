"""What an import may not do alone: change a phone that minors call, or bury a place after one bad edition."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from maraude.apps.directory.actions.count_absences import EDITIONS
from maraude.apps.directory.actions.import_directory import import_directory
from maraude.apps.directory.models import Service, Structure
from maraude.apps.directory.queries.export import exported
from tests.support.directory import LOADED_AT
from tests.support.published import load, service, structure, write_lines
from tests.support.roles import as_role

pytestmark = pytest.mark.django_db
OLD, NEW = "0199001234", "0899112233"


@pytest.mark.parametrize(
    ("field", "new"), [("telephone", NEW), ("nom", "Mission de Saverne"), ("adresse", "9 rue Autre")]
)
def test_a_change_of_what_minors_use_waits(tmp_path: Path, field: str, new: str) -> None:
    load(tmp_path, structure(), service())
    report = load(tmp_path, structure(**{field: new}))
    kept = Structure.objects.get()
    assert (kept.published[field], kept.held) == (structure()[field], {field: new})
    assert report.flagged["held_until_confirmed"] == 1
    assert load(tmp_path, structure(**{field: new})).structures["unchanged"] == 1
    load(tmp_path, structure())
    assert Structure.objects.get().held == {}


def test_a_service_that_says_its_own_phone_is_guarded_too(tmp_path: Path) -> None:
    load(tmp_path, structure(nom="Association"), service(telephone=OLD))
    load(tmp_path, service(telephone=NEW, description="Autre chose"))
    kept = Service.objects.get()
    assert (kept.published["telephone"], kept.held) == (OLD, {"telephone": NEW})
    assert kept.published["description"] == "Autre chose"


def test_the_same_phone_written_otherwise_is_no_change(tmp_path: Path) -> None:
    load(tmp_path, structure())
    load(tmp_path, structure(telephone="+33 1 99 00 12 34", nom="MISSION LOCALE DE SAVERNE"))
    assert Structure.objects.get().held == {}


def test_what_only_adults_use_changes_at_once(tmp_path: Path) -> None:
    adults: dict[str, Any] = {"nom": "Emploi des plus de 30 ans", "publics": ["seniors"]}
    load(tmp_path, structure(nom="Association"), service(telephone=OLD, **adults))
    load(tmp_path, service(telephone=NEW, **adults))
    assert (Service.objects.get().published["telephone"], Service.objects.get().held) == (NEW, {})


def rows(count: int) -> list[dict[str, Any]]:
    return [structure(id=f"s{rank}", nom=f"Association {rank}") for rank in range(count)]


def edition(folder: Path, count: int, *, day: int) -> None:
    path = write_lines(folder / f"{day}.jsonl", rows(count))
    with as_role("owner"):
        import_directory(files=[path], at=LOADED_AT + timedelta(days=day))


def test_a_place_is_gone_after_several_editions_without_it_and_back_after_one_with_it(tmp_path: Path) -> None:
    edition(tmp_path, 10, day=0)
    for day in range(1, EDITIONS + 1):
        assert Structure.objects.get(id="s9").gone_on is None
        edition(tmp_path, 9, day=day)
    assert Structure.objects.get(id="s9").gone_on is not None
    assert b'"s9"' not in b"".join(exported("di-v1"))
    edition(tmp_path, 10, day=9)
    assert (Structure.objects.get(id="s9").gone_on, Structure.objects.get(id="s9").absences) == (None, 0)


def test_the_same_edition_read_again_the_same_day_counts_once(tmp_path: Path) -> None:
    edition(tmp_path, 10, day=0)
    for _ in range(4):
        edition(tmp_path, 9, day=1)
    assert Structure.objects.get(id="s9").absences == 1


def test_a_part_of_a_source_says_nothing_of_the_rest(tmp_path: Path) -> None:
    edition(tmp_path, 10, day=0)
    for day in range(1, 6):
        edition(tmp_path, 3, day=day)
    assert Structure.objects.filter(absences__gt=0).count() == 0


def test_a_refused_row_is_not_an_absent_one(tmp_path: Path) -> None:
    edition(tmp_path, 10, day=0)
    path = write_lines(tmp_path / "f.jsonl", [*rows(9), structure(id="s9", date_maj="hier")])
    with as_role("owner"):
        import_directory(files=[path], at=LOADED_AT + timedelta(days=1))
    assert Structure.objects.get(id="s9").absences == 0
