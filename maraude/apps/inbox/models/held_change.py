from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class HeldChange(TenantModel):
    """A deletion that arrived before its message: held until the message of that very person comes.

    An edit is not held: its words are shown at once, as a message (change_messages.py).
    """

    conversation_id = models.UUIDField()
    person_id = models.UUIDField(null=True)  # null: held before whose it was mattered
    target = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    sealed_text = models.BinaryField()
    occurred_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id", "target", "person_id"), name="held_change_once"),
            TenantForeignKey(name="held_change_conversation", column="conversation_id", to="inbox_conversation"),
        )
