"""Services and people for the tests of matching, around Saverne. No Django here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from maraude.core.directory.profile import Profile
from maraude.core.directory.territory import Territory
from maraude.core.need import Need
from maraude.core.service import Offer

MONDAY = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)  # 15:30 in Paris
SAVERNE = Territory(name="Saverne", insee="67437", epci="200068112", department="67", region="44", lat=48.74, lon=7.342)
JOB = "trouver-un-emploi--repondre-a-des-offres-demploi"


def person(*needs: Need, **known: Any) -> Profile:
    """Return somebody of Saverne who needs work, unless told otherwise."""
    said: dict[str, Any] = {"needs": needs or (Need.EMPLOYMENT,), "at": MONDAY, "territory": SAVERNE}
    return Profile(**said | known)


def offer(name: str = "Recherche d'emploi", **known: Any) -> Offer:
    """Return a service for everybody, a kilometre away, fresh and open."""
    said: dict[str, Any] = {
        "id": f"{name}-1",
        "structure_id": name,
        "name": name,
        "structure_name": name,
        "structure_kind": "",
        "updated_on": date(2026, 11, 1),
        "themes": (JOB,),
        "publics": ("tous-publics",),
        "insee": "67437",
        "epci": "200068112",
        "department": "67",
        "lat": 48.749,
        "lon": 7.342,
    }
    return Offer(**said | known)


def mission_locale(**known: Any) -> Offer:
    """Return the mission locale of Saverne, which published nothing of its services."""
    said: dict[str, Any] = {"structure_kind": "mission_locale", "themes": (), "publics": (), "is_implied": True}
    return offer("Mission locale de Saverne", **said | known)
