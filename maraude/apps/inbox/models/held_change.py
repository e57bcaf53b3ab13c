from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class HeldChange(TenantModel):
    """An edit or a deletion that arrived before its message: held for a day, applied when the message comes."""

    conversation_id = models.UUIDField()
    target = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sealed_text = models.BinaryField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id", "target"), name="held_change_once"),
            TenantForeignKey(name="held_change_conversation", column="conversation_id", to="inbox_conversation"),
        )
