from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel
from maraude.core.rights import ANSWERS, ASKERS, CHECKS, KINDS


class RightsRequest(TenantModel):
    """Somebody asks about data: who, what, by when, and what was decided. No name and no word is kept here."""

    asker = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=40, blank=True)  # of the association's own file; never a name
    received_on = models.DateField()
    due_on = models.DateField()
    is_extended = models.BooleanField(default=False)
    identity_check = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=20, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(asker__in=list(ASKERS)), name="rights_asker_known"),
            models.CheckConstraint(condition=models.Q(kind__in=list(KINDS)), name="rights_kind_known"),
            models.CheckConstraint(condition=models.Q(answer__in=["", *ANSWERS]), name="rights_answer_known"),
            models.CheckConstraint(condition=models.Q(identity_check__in=["", *CHECKS]), name="rights_check_known"),
            models.CheckConstraint(
                condition=models.Q(answer="") | (~models.Q(identity_check="") & models.Q(decided_at__isnull=False)),
                name="rights_decided_after_a_check",
            ),
        )
        indexes = (models.Index(fields=("org", "due_on"), name="rights_by_due"),)
