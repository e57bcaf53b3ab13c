from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class ReportKind(models.TextChoices):
    """What somebody in front of a code saw."""

    ELSEWHERE = "elsewhere_door"  # the place is not the one written
    STUCK_OVER = "stuck_over"
    WRONG_ASKING = "wrong_asking"  # somebody asked for a picture, an address, money in our name
    TORN = "torn"


class DoorReport(TenantModel):
    """Somebody said that something is wrong with a door. What they saw, and when: nothing of who they are."""

    door_id = models.UUIDField()
    kind = models.CharField(max_length=20, choices=ReportKind)
    created_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ReportKind.values), name="door_report_kind_known"),
            TenantForeignKey(name="door_report_door", column="door_id", to="outreach_door"),
        )
        indexes = (models.Index(fields=("org", "door_id"), name="door_report_by_door"),)
