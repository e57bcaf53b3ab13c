from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class RateBucket(TenantModel):
    """How many sends a provider still allows, by the database's clock: shared by every sender."""

    account_id = models.UUIDField()
    scope = models.CharField(max_length=80)  # "account", or "conversation:<id>"
    tokens = models.FloatField()
    refreshed_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "account_id", "scope"), name="rate_bucket_once"),
            TenantForeignKey(name="rate_bucket_account", column="account_id", to="ingest_channelaccount"),
        )
