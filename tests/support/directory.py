"""A small directory, written as an import writes it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from maraude.apps.directory.models import Service, Structure
from tests.support.roles import as_role

LOADED_AT = datetime(2026, 1, 12, tzinfo=UTC)


def put_structure(**given: Any) -> Structure:
    """Put a structure in the directory: the mission locale of Saverne, unless told otherwise."""
    published = {
        "adresse": "16 rue du Zornhoff",
        "commune": "Saverne",
        "code_postal": "67700",
        "telephone": "0199001234",
    }
    defaults = {
        "id": "test--ml",
        "source": "test",
        "name": "Mission locale de Saverne",
        "kind": "mission_locale",
        "insee": "67437",
        "updated_on": date(2025, 12, 1),
        "is_fictional": True,
        "flags": [],
        "digest": b"",
        "loaded_at": LOADED_AT,
    }
    with as_role("owner"):
        return Structure.objects.create(**defaults | given | {"published": published | given.get("published", {})})


def put_service(structure: Structure, **given: Any) -> Service:
    """Put a service of a structure in the directory."""
    defaults = {
        "id": f"{structure.id}--suivi",
        "structure": structure,
        "published": {},
        "source": structure.source,
        "name": "Accompagnement des 16-25 ans",
        "structure_name": structure.name,
        "structure_kind": structure.kind,
        "themes": ["trouver-un-emploi--repondre-a-des-offres-demploi"],
        "publics": ["jeunes"],
        "zone": [],
        "age_min": 16,
        "age_max": 25,
        "is_in_person": True,
        "is_remote": False,
        "walk_in": None,
        "is_free": True,
        "by_oneself": None,
        "hours": "Mo-Fr 09:00-17:00",
        "insee": structure.insee,
        "epci": "",
        "department": structure.insee[:2],
        "lat": 48.74,
        "lon": 7.36,
        "updated_on": structure.updated_on,
        "completeness": 1.0,
        "twin": "",
        "words": "",
        "is_implied": False,
        "is_fictional": structure.is_fictional,
        "flags": [],
        "digest": b"",
        "loaded_at": LOADED_AT,
    }
    with as_role("owner"):
        return Service.objects.create(**defaults | given)
