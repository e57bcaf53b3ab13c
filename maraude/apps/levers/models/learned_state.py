from __future__ import annotations

from django.db import models

from maraude.apps.tenancy.models import TenantModel


class LearnedState(TenantModel):
    """What was learned, as the worlds drawn from it: one a tenant, made again each day, gone when learning ends."""

    computed_at = models.DateTimeField()
    decisions = models.PositiveIntegerField()
    seed = models.BigIntegerField()
    encoding = models.CharField(max_length=16)  # of which shape: another one is not read
    worlds = models.BinaryField()  # float32, effects × worlds

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org",), name="learned_state_once"),)
