from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class Partner(TenantModel):
    """An agreement with a structure: whom to write to, how fast it promised to answer, until when it holds."""

    structure_id = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=30, blank=True)
    answers_within_days = models.PositiveSmallIntegerField(default=7)
    ends_on = models.DateField(null=True)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "structure_id"), name="partner_once"),
            models.CheckConstraint(
                condition=Q(answers_within_days__gte=1, answers_within_days__lte=60), name="partner_answers_1_to_60"
            ),
        )
