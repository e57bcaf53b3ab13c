from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class ApiToken(TenantModel):
    """A bearer token, kept as a hash. With a user it acts as that person; without, as an integration."""

    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32)  # SHA-256 of 32 random bytes: nothing to guess, nothing to salt
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(db_default=Now())
    revoked_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "digest"), name="api_token_once"),)
        indexes = (models.Index(fields=("digest",), name="api_token_by_digest"),)
