from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.sheet import LineKind


class SheetLine(TenantModel):
    """One line of a sheet, sealed with the person's key. A struck line stays with the person and never leaves."""

    referral_id = models.UUIDField()
    person_id = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12)
    sealed_words = models.BinaryField()
    is_struck = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=8, blank=True)  # person or worker; empty: as it was said in the thread
    changed_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "referral_id", "position"), name="sheet_line_place_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in LineKind]), name="sheet_line_kind_known"
            ),
            TenantForeignKey(name="sheet_line_referral", column="referral_id", to="referrals_referral"),
            TenantForeignKey(name="sheet_line_person", column="person_id", to="people_person"),
        )
