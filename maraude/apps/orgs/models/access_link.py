from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class LinkKind(models.TextChoices):
    """What an address without log-in opens."""

    DOOR = "door"
    ME = "me"
    STRUCTURE = "structure"
    ANSWER = "answer"  # one question to a young person, answered with one touch
    CALENDAR = "calendar"  # the rounds, for a colleague's calendar program
    OVERLAY = "overlay"  # a picture over a stream
    KIT = "kit"  # what a partner needs
    VERIFY = "verify"  # a worker, for ten minutes
    PLAY = "play"  # a playable story
    INVITE = "invite"  # an account to accept
    ADVISER = "adviser"  # a colleague invited to a sheet by the structure that reads it


class AccessLink(TenantModel):
    """An address that opens one thing to whoever holds it: kept as a hash, it ends by date or by gesture."""

    kind = models.CharField(max_length=12, choices=LinkKind)
    digest = models.BinaryField(max_length=32)  # SHA-256 of the code in the address
    subject_id = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "digest"), name="access_link_once"),
            models.CheckConstraint(condition=models.Q(kind__in=LinkKind.values), name="access_link_kind_known"),
        )
        indexes = (
            models.Index(fields=("digest",), name="access_link_by_digest"),
            models.Index(fields=("org", "kind", "subject_id"), name="access_link_by_subject"),
        )
