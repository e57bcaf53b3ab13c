from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Draft(TenantModel):
    """A reply begun and not sent, kept by us (encrypted) and not by the browser."""

    conversation_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed_text = models.BinaryField()
    updated_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id", "user"), name="draft_once"),
            TenantForeignKey(name="draft_conversation", column="conversation_id", to="inbox_conversation"),
        )
