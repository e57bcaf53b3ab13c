"""Agreements and how structures keep them, for who looks after partners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from maraude.apps.directory.models import Structure
from maraude.apps.referrals.models import Partner
from maraude.apps.referrals.queries.experience import answering
from maraude.core.standing import Answering


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """A structure that sheets were sent to, or that an agreement is kept with; `agreement` is None without one."""

    structure_id: str
    name: str
    answering: Answering
    agreement: Partner | None = None
    is_over: bool = False


def partner_views(*, at: datetime) -> Sequence[PartnerView]:
    """Return every agreement, then the structures that sheets went to without one; who stays silent first."""
    answers, agreements = answering(at=at), list(Partner.objects.order_by("name", "structure_id"))
    known = {one.structure_id for one in agreements}
    names = dict(
        Structure.objects.filter(id__in=[id_ for id_ in answers if id_ not in known]).values_list("id", "name")
    )
    found = [
        PartnerView(
            structure_id=one.structure_id,
            name=one.name,
            answering=answers.get(one.structure_id, Answering()),
            agreement=one,
            is_over=one.ends_on is not None and one.ends_on < at.date(),
        )
        for one in agreements
    ]
    found += [PartnerView(structure_id=id_, name=name, answering=answers[id_]) for id_, name in names.items()]
    return sorted(found, key=lambda one: (not one.answering.is_silent, one.agreement is None, one.name.casefold()))


def agreement_with(structure_id: str, *, on: date) -> Partner | None:
    """Return the agreement in force with a structure."""
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return Partner.objects.filter(in_force, structure_id=structure_id).first()
