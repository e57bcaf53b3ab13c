"""A service as a person needs to know it to go there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from maraude.apps.directory.models import Service
from maraude.apps.directory.queries.own_words import own_words
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.service import ServiceCard


def service_card(*, service_id: str) -> ServiceCard | None:
    """Return a service of the directory, None when there is none of that id."""
    return service_cards(service_ids=[service_id]).get(service_id)


def service_cards(*, service_ids: Iterable[str]) -> dict[str, ServiceCard]:
    """Return services by id, in two queries: what is published, and what this association knows better."""
    ids = list(service_ids)
    rows = Service.objects.filter(id__in=ids).select_related("structure")
    words = own_words(service_ids=ids)
    return {row.id: _card(row, words[row.id].corrections if row.id in words else {}) for row in rows}


def _card(row: Service, corrections: Mapping[str, str]) -> ServiceCard:
    kind = kind_of(row.structure_kind)
    service: Mapping[str, Any] = {**row.published, **corrections}
    structure: Mapping[str, Any] = row.structure.published

    def said(field: str) -> str:
        """Return what the service says, or else its structure."""
        return str(service.get(field) or structure.get(field) or "")

    place = service if service.get("commune") or service.get("adresse") else structure
    lines = (place.get("adresse"), place.get("complement_adresse"))
    return ServiceCard(
        id=row.id,
        name=corrections.get("nom") or row.name,
        structure_id=row.structure_id,
        structure_name=row.structure.name,
        structure_type=row.structure_kind,
        description=str(service.get("description") or structure.get("description") or ""),
        address=", ".join(line for line in lines if line),
        postal_code=place.get("code_postal") or "",
        commune=place.get("commune") or "",
        insee=row.insee,
        phone=said("telephone"),
        email=said("courriel"),
        website=str(service.get("lien_mobilisation") or structure.get("site_web") or ""),
        access=" ".join(
            text for field in ("mobilisation_precisions", "conditions_acces") if (text := service.get(field))
        ),
        opening_hours=corrections.get("horaires_accueil") or row.hours,
        walk_in=row.walk_in if row.walk_in is not None else kind.walk_in,
        is_free=row.is_free if row.is_free is not None else kind.is_free,
        by_oneself=row.by_oneself,
        is_remote=row.is_remote and not row.is_in_person,
        is_implied=row.is_implied,
        is_fictional=row.is_fictional,
        source=row.source,
        updated_on=row.updated_on,
    )
