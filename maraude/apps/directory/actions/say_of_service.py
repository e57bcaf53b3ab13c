"""What a worker found out about a service: open, full, closed, or other details than the file's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.directory.models import OwnWord, Service
from maraude.core.errors import Refused

FULL_DAYS: Final = 30
CORRECTED: Final = ("nom", "telephone", "courriel", "adresse", "code_postal", "commune", "horaires_accueil")


class UnknownService(Refused):
    """This service is not in the directory."""

    code = "unknown_service"


def say_of_service(
    *,
    org_id: int,
    service_id: str,
    state: OwnWord.State | None = None,
    corrections: Mapping[str, str] | None = None,
    by_user_id: int,
    at: datetime,
) -> OwnWord:
    """Keep what an association knows of a service, dated and by whom; None leaves that part as it was.

    Full is believed for thirty days. An empty correction gives the file its say again. Raises `UnknownService`.
    """
    if not Service.objects.filter(id=service_id).exists():
        raise UnknownService
    with transaction.atomic():
        word = OwnWord.objects.select_for_update().filter(org_id=org_id, service_id=service_id).first()
        word = word or OwnWord(org_id=org_id, service_id=service_id, state=OwnWord.State.OPEN)
        if state is not None:
            word.state = state
            word.until_on = (at + timedelta(days=FULL_DAYS)).date() if state == OwnWord.State.FULL else None
        word.corrections = _corrected(word.corrections, corrections or {})
        word.checked_by_id, word.checked_at = by_user_id, at
        word.save()
        record(
            org_id=org_id,
            actor=user_actor(by_user_id),
            action="service_checked",
            subject_kind="own_word",
            subject_id=word.id,  # ids of services are longer than the audit's
            reason="corrected" if corrections else word.state,
        )
    return word


def settle_change(*, org_id: int, service_id: str, is_new_right: bool, by_user_id: int, at: datetime) -> OwnWord:
    """Decide about the values that are held for a service, after having called. Raises `UnknownService`."""
    row = Service.objects.select_related("structure").filter(id=service_id).first()
    if row is None:
        raise UnknownService
    held: dict[str, Any] = {**row.structure.held, **row.held}
    old = {**row.structure.published, **{name: value for name, value in row.published.items() if value}}
    right = {name: str(held[name] if is_new_right else old.get(name) or "") for name in held if name in CORRECTED}
    if "nom" in row.structure.held and "nom" not in row.held:
        del right["nom"]  # the structure's name, not the service's
    return say_of_service(
        org_id=org_id, service_id=service_id, state=OwnWord.State.OPEN, corrections=right, by_user_id=by_user_id, at=at
    )


def _corrected(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    kept = dict(before) | {name: value.strip() for name, value in given.items() if name in CORRECTED}
    return {name: value for name, value in kept.items() if value}
