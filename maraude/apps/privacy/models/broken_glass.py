from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.access import GLASS_REASONS


class BrokenGlass(TenantModel):
    """Somebody opened a conversation that was not their business, said why, and two people were told."""

    conversation_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reason__in=list(GLASS_REASONS)), name="broken_glass_reason_known"
            ),
            TenantForeignKey(name="broken_glass_conversation", column="conversation_id", to="inbox_conversation"),
        )
        indexes = (models.Index(fields=("org", "conversation_id", "user", "expires_at"), name="broken_glass_open"),)
