from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class AuditFact(TenantModel):
    """Something was done. Never holds content or a personal datum: it outlives the person (security.md S-21)."""

    at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=80)  # "user:12", "rule:danger_floor", "cli"
    action = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=60)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(TenantModel.Meta):
        indexes = (models.Index(fields=("org", "subject_kind", "subject_id", "at"), name="audit_by_subject"),)
