from __future__ import annotations

from maraude.apps.people.models.identity import Identity
from maraude.apps.people.models.person import Person, PersonKey

__all__ = ["Identity", "Person", "PersonKey"]
