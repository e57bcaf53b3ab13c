from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Adviser(TenantModel):
    """A colleague whom a structure invited to a sheet, with an address of their own; the name is sealed."""

    referral_id = models.UUIDField()
    person_id = models.UUIDField()
    sealed_name = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            TenantForeignKey(name="adviser_referral", column="referral_id", to="referrals_referral"),
            TenantForeignKey(name="adviser_person", column="person_id", to="people_person"),
        )
        indexes = (models.Index(fields=("org", "referral_id", "id"), name="adviser_by_referral"),)
