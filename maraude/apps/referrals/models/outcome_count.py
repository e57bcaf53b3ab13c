from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maraude.apps.tenancy.models import TenantModel


class OutcomeCount(TenantModel):
    """What came of hand-overs to one structure for one need: two numbers, nobody. Shown from eleven on."""

    structure_id = models.CharField(max_length=120)
    need = models.CharField(max_length=20)
    ended = models.PositiveIntegerField(default=0)
    entered = models.PositiveIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "structure_id", "need"), name="outcome_count_once"),
            models.CheckConstraint(condition=Q(entered__lte=F("ended")), name="outcome_count_entered_of_ended"),
        )
