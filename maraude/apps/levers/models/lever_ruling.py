from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel
from maraude.core.lever_policy import Ruling


class LeverRuling(TenantModel):
    """What was decided about learning, and by whom. Lines are added, never changed.

    `digest` is keyed over this line and `previous`, the digest of the one before: a line altered, removed or slipped
    in breaks the chain.
    """

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)  # "user:12", or "rule:harm" for the stop rule
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Ruling])
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "number"), name="lever_ruling_once"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in Ruling]), name="lever_ruling_known"),
        )
