from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class AlertState(models.TextChoices):
    """raised → told (a notifier accepted it for a named person) → seen → taken → closed."""

    RAISED = "raised"
    TOLD = "told"
    SEEN = "seen"
    TAKEN = "taken"
    CLOSED = "closed"


class Alert(TenantModel):
    """An episode of danger in one conversation, at most one open at a time; its level only rises by machine.

    It is written at the door, before the conversation exists: `conversation_id` is derived, not referenced.
    """

    conversation_id = models.UUIDField()
    envelope_id = models.UUIDField(null=True)  # the message that raised it, or raised it last
    level_rank = models.PositiveSmallIntegerField()
    kinds = ArrayField(models.CharField(max_length=20), default=list)
    rules = ArrayField(models.CharField(max_length=60), default=list)
    source = models.CharField(max_length=10, default="rules")
    about_other = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=AlertState, default=AlertState.RAISED)
    signals = models.PositiveIntegerField(default=1)
    sealed_excerpt = models.BinaryField(null=True)  # under the key of the day, destroyed after 7 days
    key_on = models.DateField(null=True)
    raised_at = models.DateTimeField(db_default=Now())
    told_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    close_reason = models.CharField(max_length=30, blank=True)
    sealed_close_note = models.BinaryField(null=True)
    escalation_step = models.PositiveSmallIntegerField(default=0)
    escalates_at = models.DateTimeField(null=True)
    line_sent_at = models.DateTimeField(null=True)  # the one right line went to the person, once per episode

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("org", "conversation_id"), name="alert_one_open_episode", condition=~Q(state=AlertState.CLOSED)
            ),
            models.CheckConstraint(condition=Q(level_rank__gte=1, level_rank__lte=3), name="alert_level_1_to_3"),
            models.CheckConstraint(
                condition=~Q(state=AlertState.CLOSED) | Q(closed_by__isnull=False, close_reason__gt=""),
                name="alert_closed_by_a_named_person_with_a_reason",
            ),
        )
        indexes = (
            models.Index(
                "org",
                models.F("level_rank").desc(),
                "raised_at",
                "id",
                name="alert_open",
                condition=~Q(state=AlertState.CLOSED),
            ),
            models.Index("escalates_at", name="alert_to_escalate", condition=Q(escalates_at__isnull=False)),
            models.Index("org", "conversation_id", name="alert_by_conversation"),
        )


class AlertSignal(TenantModel):
    """One dangerous message of an episode: every one leaves a row, in the same transaction as the message."""

    alert_id = models.UUIDField()
    envelope_id = models.UUIDField()
    level_rank = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10)
    at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "envelope_id", "source"), name="alert_signal_once"),
            TenantForeignKey(name="alert_signal_alert", column="alert_id", to="safety_alert"),
        )
