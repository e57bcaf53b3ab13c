from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class DoorKind(models.TextChoices):
    """What carries the code."""

    POSTER = "poster"
    FLYER = "flyer"
    LINK = "link"
    STREAM = "stream"


class Door(TenantModel):
    """A way in that we made: where it hangs and since when, so that a code stuck over it can be told from it.

    The code is printed: it opens nothing but the door's own page. Its address is an `AccessLink`.
    """

    account_id = models.UUIDField()  # the chat it leads to
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=DoorKind, default=DoorKind.POSTER)
    space_id = models.UUIDField(null=True)  # the registered space that carries it
    place = models.CharField(max_length=120)
    put_up_on = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    expires_on = models.DateField(null=True)  # its last day; none: until it is closed
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "code"), name="door_code_once"),
            models.CheckConstraint(condition=models.Q(kind__in=DoorKind.values), name="door_kind_known"),
            TenantForeignKey(name="door_space", column="space_id", to="outreach_space", on_delete="SET NULL"),
            TenantForeignKey(name="door_account", column="account_id", to="ingest_channelaccount"),
        )
