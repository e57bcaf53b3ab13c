from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class ChannelAccount(TenantModel):
    """Our bot, page, number or partner on one channel. `key` is the unguessable part of its address."""

    channel = models.CharField(max_length=20)
    key = models.CharField(max_length=43)  # 32 random bytes in base64url: collisions need no global constraint
    name = models.CharField(max_length=80)
    sealed_secret = models.BinaryField()
    outbound_url = models.CharField(max_length=300, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "key"), name="channel_account_key_once"),)
        indexes = (models.Index(fields=("key",), name="channel_account_by_key"),)
