"""A service a young person may be handed over to, as every room speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """What a person needs to know to go there; copied into a hand-over when it is proposed.

    `id` and `structure_id` are the directory's (data·inclusion `id` and `structure_id`). Empty text: not known.
    """

    id: str
    name: str
    structure_id: str
    structure_name: str
    structure_type: str = ""
    address: str = ""
    postal_code: str = ""
    commune: str = ""
    insee: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    access: str = ""
    opening_hours: str = ""
    is_remote: bool = False
    is_fictional: bool = False
    source: str = ""
    updated_on: date | None = None
