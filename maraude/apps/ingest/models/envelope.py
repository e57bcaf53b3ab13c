from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Envelope(TenantModel):
    """An event as it arrived, encrypted under the association's key of the day and kept for at most 7 days."""

    account_id = models.UUIDField()
    event_id = models.CharField(max_length=200)
    conversation_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    received_at = models.DateTimeField(db_default=Now())
    key_on = models.DateField()
    sealed_event = models.BinaryField()
    danger_level = models.CharField(max_length=10, default="none")

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "account_id", "event_id"), name="envelope_once"),
            TenantForeignKey(name="envelope_account", column="account_id", to="ingest_channelaccount"),
        )


class EnvelopeKey(TenantModel):
    """The association's key of one day, wrapped under the KEK. Destroyed after 7 days: envelopes become noise."""

    on = models.DateField()
    wrapped = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "on"), name="envelope_key_once_a_day"),)
