"""Agreements with structures: whom to write to, and how fast they promised to answer."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.referrals.models import Partner
from maraude.core.errors import Refused
from maraude.lib.ids import uuid7


class WrongAgreement(Refused):
    """An agreement says in how many days they answer: from one to sixty; it ends today at the earliest."""

    code = "wrong_partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What was agreed with a structure."""

    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    answers_within_days: int = 7
    ends_on: date | None = None


def keep_partner(
    *, org_id: int, structure_id: str, name: str, agreement: Agreement, by_user_id: int, at: datetime
) -> Partner:
    """Write an agreement, or change it; one per structure. Raises `WrongAgreement`; nothing is written then."""
    is_over = agreement.ends_on is not None and agreement.ends_on < at.date()
    if not 1 <= agreement.answers_within_days <= 60 or is_over:
        raise WrongAgreement
    said: dict[str, object] = {**asdict(agreement), "name": name[:200], "changed_at": at}
    partner, _is_new = Partner.objects.update_or_create(
        org_id=org_id, structure_id=structure_id, defaults=said, create_defaults=said | {"id": uuid7()}
    )
    _note(partner, "partner_kept", by_user_id)
    return partner


def end_partner(*, structure_id: str, by_user_id: int) -> bool:
    """Forget an agreement and its contact; False when there was none."""
    partner = Partner.objects.filter(structure_id=structure_id).first()
    if partner is None:
        return False
    _note(partner, "partner_ended", by_user_id)
    Partner.objects.filter(id=partner.id).delete()
    return True


def _note(partner: Partner, action: str, by_user_id: int) -> None:
    record(
        org_id=partner.org_id,
        actor=user_actor(by_user_id),
        action=action,
        subject_kind="partner",
        subject_id=partner.id,
    )
