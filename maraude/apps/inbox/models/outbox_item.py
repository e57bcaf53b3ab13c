from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class OutboxState(models.TextChoices):
    """Where a send stands."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


class OutboxItem(TenantModel):
    """A send to make: ids and counters only, claimed under a lease. The words stay in the message."""

    message_id = models.UUIDField()
    conversation_id = models.UUIDField()
    account_id = models.UUIDField()
    idempotency_key = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=OutboxState, default=OutboxState.QUEUED)
    priority = models.PositiveSmallIntegerField(default=1)  # 0: safety
    not_before = models.DateTimeField(db_default=Now())
    leased_until = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)  # a late answer is dropped, not sent
    parts_done = models.PositiveSmallIntegerField(default=0)  # of a text cut in parts: never sent twice
    provider_ids = models.JSONField(default=list)  # the platform's names of what it took, part by part
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=40, blank=True)
    release_number = models.BigIntegerField(null=True)  # order in which a polling partner reads

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "idempotency_key"), name="outbox_key_once"),
            TenantForeignKey(name="outbox_message", column="message_id", to="inbox_message"),
        )
        indexes = (
            GinIndex(name="outbox_by_provider_id", fields=("provider_ids",), opclasses=("jsonb_path_ops",)),
            models.Index(fields=("priority", "id"), name="outbox_to_send", condition=Q(state=OutboxState.QUEUED)),
            models.Index(fields=("org", "conversation_id", "id"), name="outbox_in_conversation"),
            models.Index(
                fields=("org", "account_id", "release_number"),
                name="outbox_released",
                condition=Q(release_number__isnull=False),
            ),
        )
