from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Direction(models.TextChoices):
    """From the young person, to them, a colleague's note, or a line the program wrote in the thread."""

    IN = "in"
    OUT = "out"
    NOTE = "note"
    SYSTEM = "system"


class Delivery(models.TextChoices):
    """How far a message of ours got, as far as the channel can tell."""

    NONE = "none"
    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"  # the answer was lost: it may have arrived; a person decides
    REFUSED = "refused"


class Message(TenantModel):
    """What was said. The text and what was understood from it are encrypted with the person's key."""

    conversation_id = models.UUIDField()
    person_id = models.UUIDField()
    direction = models.CharField(max_length=6, choices=Direction)
    event_id = models.CharField(max_length=200, blank=True)  # the provider's, to find it again for an edit
    occurred_at = models.DateTimeField()  # platform time: the order of the thread
    received_at = models.DateTimeField(db_default=Now())
    is_late = models.BooleanField(default=False)  # arrived after a message that was said later
    sealed_text = models.BinaryField()
    attachments = models.JSONField(default=list)  # kinds only (voice, photo…): files are named, never fetched
    sealed_understanding = models.BinaryField(null=True)  # slots, evidence, language: JSON
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    purpose = models.CharField(max_length=12, blank=True)
    system_kind = models.CharField(max_length=30, blank=True)  # unreadable, stop, right_line…: a line of ours
    delivery = models.CharField(max_length=10, choices=Delivery, default=Delivery.NONE)
    risk_rank = models.PositiveSmallIntegerField(default=0)
    risk_kinds = models.JSONField(default=list)
    risk_rules = models.JSONField(default=list)
    model_version = models.CharField(max_length=40, blank=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("org", "conversation_id", "event_id"), name="message_event_once", condition=~Q(event_id="")
            ),
            models.CheckConstraint(condition=Q(risk_rank__lte=3), name="message_risk_rank_0_to_3"),
            TenantForeignKey(name="message_conversation", column="conversation_id", to="inbox_conversation"),
            TenantForeignKey(name="message_person", column="person_id", to="people_person"),
        )
        indexes = (models.Index(fields=("org", "conversation_id", "occurred_at", "id"), name="message_in_thread"),)
