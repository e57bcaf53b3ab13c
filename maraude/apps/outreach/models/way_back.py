from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class WayBack(TenantModel):
    """A code of four words by which somebody comes back to their thread on the chat page, from any device.

    The words are kept as a keyed hash only, and the visitor's secret is sealed under the words themselves: without
    them, nothing here opens anything. `conversation_id` is derived, not referenced: it may not be processed yet.
    It reads no further back than whoever made it could: `since_ms`.
    """

    account_id = models.UUIDField()
    conversation_id = models.UUIDField()
    lookup = models.BinaryField(max_length=32)
    sealed_secret = models.BinaryField()
    since_ms = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id", "since_ms"), name="way_back_one_a_reach"),
            models.UniqueConstraint(fields=("org", "account_id", "lookup"), name="way_back_words_once"),
        )
