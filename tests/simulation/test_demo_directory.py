from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from maraude.apps.directory.models import Commune, Service, Structure
from maraude.apps.directory.request import Request, answer
from maraude.core.need import Need
from maraude.simulation.directory import seed_directory
from maraude.simulation.invented_services import published_rows
from maraude.understanding import gazetteer
from tests.support.published import SHARED, load, structure
from tests.support.roles import as_role

AT = datetime(2026, 11, 25, 20, tzinfo=UTC)
FICTION = re.compile(r"(019900|026191|035301|046571|053649|063998)\d{4}")  # kept for fiction by the Arcep
ROWS = list(published_rows(today=date(2026, 11, 25)))


@pytest.fixture
def demo_directory(db: None, tmp_path: Path) -> Path:
    del db
    with as_role("owner"):
        seed_directory(gazetteer_path=tmp_path / "gazetteer", at=AT)
    return tmp_path / "gazetteer"


def asked(**request: Any) -> list[str]:
    found = answer(msgspec.convert({"needs": ["employment"], "at": AT.isoformat(), **request}, Request), at=AT)
    return [f"{one['structure_name']}: {one['name']}" for one in found["proposals"]]


def test_nobody_real_can_be_called() -> None:
    assert all(FICTION.fullmatch(row["telephone"]) for row in ROWS if "telephone" in row)


def test_every_invented_row_is_accepted_and_marked(demo_directory: Path) -> None:
    assert (Structure.objects.count(), Service.objects.filter(is_implied=False).count()) == (61, 73)
    assert not Service.objects.filter(is_fictional=False).exists()
    assert {flag for flags in Service.objects.values_list("flags", flat=True) for flag in flags} <= {"only_out"}
    assert len(gazetteer.load(demo_directory)) == Commune.objects.count()


def test_the_communes_are_where_they_are() -> None:
    path = SHARED / "geo" / "communes_fr_2026.csv"
    if not path.exists():
        pytest.skip("../shared/data is absent: the demo's communes could not be compared with the published ones")
    known = {line.split(",")[0]: line.split(",") for line in path.read_text(encoding="utf-8").splitlines()}
    ours = Path("maraude/simulation/data/communes.csv").read_text(encoding="utf-8").splitlines()[1:]
    for line in ours:
        mine, theirs = line.split(","), known[line[:5]]
        assert mine[:2] == theirs[:2]
        assert float(mine[9]) == pytest.approx(float(theirs[10]), abs=0.01)


@pytest.mark.parametrize("need", list(Need))
@pytest.mark.parametrize("commune", ["67437", "56121", "97411"])
def test_a_young_person_of_the_stories_always_gets_something(demo_directory: Path, need: Need, commune: str) -> None:
    del demo_directory
    names = asked(needs=[need.value], commune=commune, age=17)
    assert names
    assert any(word in name for name in names[:3] for word in ("Mission locale", "PAEJ", "Point accueil"))


def test_a_boy_of_18_who_sleeps_in_his_car_is_not_sent_to_students_or_women(demo_directory: Path) -> None:
    del demo_directory
    names = asked(needs=["housing", "food_equipment"], commune="67437", age=18)
    assert any("Accueil de jour Le Seuil" in name for name in names[:4])
    assert not any("étudiants" in name for name in names[:5])
    assert max(Counter(name.split(":")[0] for name in names).values()) <= 2


def test_a_full_directory_is_left_alone(demo_directory: Path, tmp_path: Path) -> None:
    del demo_directory
    load(tmp_path, structure())
    with as_role("owner"):
        seed_directory(gazetteer_path=tmp_path / "gazetteer", at=AT)
    assert Structure.objects.count() == 62
