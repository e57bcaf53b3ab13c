from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.consent import Purpose


class Consent(TenantModel):
    """A line of the ledger: agreed or withdrawn, what for, by whom, after which words. Lines are only added."""

    person_id = models.UUIDField()
    purpose = models.CharField(max_length=10)
    is_given = models.BooleanField()
    said_by = models.CharField(max_length=80)  # "person", or "user:12" who heard it and answers for it
    text_version = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    channel = models.CharField(max_length=20)
    subject_id = models.UUIDField(null=True)  # which sheet, for `share`
    at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(purpose__in=[one.value for one in Purpose]), name="consent_purpose_known"
            ),
            TenantForeignKey(name="consent_person", column="person_id", to="people_person"),
        )
        indexes = (models.Index(fields=("org", "person_id", "at"), name="consent_by_person"),)
