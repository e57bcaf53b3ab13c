from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel
from maraude.core.lever import Lever


class OwnSuggestion(TenantModel):
    """Words of the association: one person writes them, another approves them before anybody sees them in a thread."""

    lever = models.CharField(max_length=12, choices=[(lever.value, lever.value) for lever in Lever])
    moments = ArrayField(models.CharField(max_length=15), default=list, blank=True)
    needs = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    words = models.CharField(max_length=500)
    why = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | Q(written_by__isnull=True) | ~Q(approved_by=F("written_by")),
                name="suggestion_two_pairs_of_eyes",
            ),
            models.CheckConstraint(
                condition=Q(lever__in=[lever.value for lever in Lever]), name="suggestion_lever_known"
            ),
        )
