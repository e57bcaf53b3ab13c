"""A directory of any size: the demo's invented services, copied into invented communes all over a country."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from maraude.simulation.invented_services import published_rows

_TOWNS: Final = 60
_COMMUNES: Final = 3_000
_HEADER: Final = (
    "code_insee",
    "nom",
    "code_departement",
    "siren_epci",
    "codes_postaux",
    "population",
    "latitude",
    "longitude",
)


def communes(seed: int = 1) -> list[dict[str, Any]]:
    """Return invented communes, crowded around towns of unequal size, as people are."""
    random = Random(seed)  # noqa: S311 - a bench, repeatable by its seed
    towns = [(random.uniform(43.5, 50.5), random.uniform(-1.5, 7.5)) for _ in range(_TOWNS)]
    found = []
    for number in range(_COMMUNES):
        lat, lon = random.choices(towns, weights=[1 / (rank + 1) for rank in range(_TOWNS)])[0]
        department = number % 95 + 1
        found.append(
            {
                "code_insee": f"{department:02}{number // 95 + 1:03}",
                "nom": f"Commune {number}",
                "code_departement": f"{department:02}",
                "siren_epci": f"2{department:08}",
                "codes_postaux": f"{department:02}{number // 95 + 100:03}",
                "population": int(random.paretovariate(0.9) * 500) % 300_000,
                "latitude": round(random.gauss(lat, 0.25), 5),
                "longitude": round(random.gauss(lon, 0.35), 5),
            }
        )
    return found


def write_communes(path: Path) -> Path:
    """Write the communes as their publisher would."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=_HEADER)
        writer.writeheader()
        writer.writerows(communes())
    return path


def write_directory(path: Path, *, services: int, seed: int = 2) -> Path:
    """Write structures and at least so many services as JSON Lines."""
    random, places = Random(seed), communes()  # noqa: S311 - a bench, repeatable by its seed
    weights = [place["population"] for place in places]
    groups = list(_groups(list(published_rows(today=date(2026, 11, 1)))))
    written = copy = 0
    with path.open("w", encoding="utf-8") as file:
        while written < services:
            place = random.choices(places, weights)[0]
            for row in _copied(groups[copy % len(groups)], place, copy, random):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                written += "structure_id" in row
            copy += 1
    return path


def _groups(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    group: list[dict[str, Any]] = []
    for row in rows:
        if "structure_id" not in row and group:
            yield group
            group = []
        group.append(row)
    yield group


def _copied(group: list[dict[str, Any]], place: dict[str, Any], copy: int, random: Random) -> Iterator[dict[str, Any]]:
    where = {
        "commune": place["nom"],
        "code_insee": place["code_insee"],
        "code_postal": place["codes_postaux"],
        "latitude": round(random.gauss(place["latitude"], 0.02), 5),
        "longitude": round(random.gauss(place["longitude"], 0.03), 5),
    }
    for row in group:
        made = row | {"id": f"{row['id']}-{copy}", "source": "bench"}
        if "structure_id" in row:
            made["structure_id"] = f"{row['structure_id']}-{copy}"
            zone = row.get("zone_eligibilite")
            made["zone_eligibilite"] = zone if not zone or zone == ["france"] else [place["code_departement"]]
        else:
            made |= where | {"telephone": f"01{random.randrange(10**8):08}"}
        yield made
