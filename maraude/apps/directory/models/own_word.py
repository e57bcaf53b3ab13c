from __future__ import annotations

from django.conf import settings
from django.db import models

from maraude.apps.tenancy.models import TenantModel


class OwnWord(TenantModel):
    """What an association found out about a service by asking: it counts before any file, for this association only.

    A service of the public directory may be written anew at any import; its id stays, and so does this.
    """

    class State(models.TextChoices):
        """Whether young people can be sent there."""

        OPEN = "open"
        FULL = "full"
        CLOSED = "closed"

    service_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State)
    until_on = models.DateField(null=True)  # full: until when it is believed
    corrections = models.JSONField(default=dict)  # data·inclusion field: what is right
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "service_id"), name="own_word_once"),)
