from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class QueueItem(TenantModel):
    """An envelope to process: ids and counters only, so that it can be claimed before the tenant is known.

    `id` is the envelope's. The oldest item of a conversation is its head; only heads are claimed, which keeps
    each conversation in order. `attempts` grows at the claim: a message that kills its worker is still counted.
    """

    conversation_id = models.UUIDField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(db_default=Now())
    priority = models.PositiveSmallIntegerField(default=1)  # 0: danger seen at the door

    class Meta(TenantModel.Meta):
        indexes = (
            models.Index(fields=("org", "conversation_id", "id"), name="queue_in_conversation"),
            models.Index(fields=("priority", "id"), name="queue_in_order"),
        )
