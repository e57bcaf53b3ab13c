from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.channel import Visibility


class Status(models.TextChoices):
    """Whether somebody still owes an answer or a follow-up."""

    OPEN = "open"
    CLOSED = "closed"


class Conversation(TenantModel):
    """One thread on one channel. Its id is derived at the door, so that an alert can name it before it exists."""

    person_id = models.UUIDField()
    account_id = models.UUIDField()
    channel = models.CharField(max_length=20)
    visibility = models.CharField(max_length=7, choices=[(v.value, v.value) for v in Visibility], default="private")
    sealed_reference = models.BinaryField()  # the provider's conversation, readable with the person's key
    sealed_reply_handle = models.BinaryField(null=True)  # what the channel needs to answer their last message, likewise
    answer_until = models.DateTimeField(null=True)  # the end of the time to answer that their last message set
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    assigned_to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    danger_rank = models.PositiveSmallIntegerField(default=0)  # RiskLevel.rank; only a named person lowers it
    # the same, upside down: one direction for all columns of an index is what lets a page start anywhere at once
    calm_rank = models.GeneratedField(
        expression=3 - models.F("danger_rank"), output_field=models.PositiveSmallIntegerField(), db_persist=True
    )
    danger_kinds = models.JSONField(default=list)
    waiting_since = models.DateTimeField(null=True)  # oldest inbound message without an answer
    snoozed_until = models.DateTimeField(null=True)
    last_message_id = models.UUIDField(null=True)
    last_message_at = models.DateTimeField(db_default=Now())
    last_inbound_at = models.DateTimeField(null=True)
    last_direction = models.CharField(max_length=4, default="in")
    door = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)  # grows at each visible change

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(danger_rank__lte=3), name="conversation_danger_rank_0_to_3"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="conversation_status_known"),
            models.CheckConstraint(
                condition=Q(status=Status.OPEN) | Q(closed_at__isnull=False), name="conversation_closed_is_dated"
            ),
            TenantForeignKey(name="conversation_person", column="person_id", to="people_person"),
            TenantForeignKey(name="conversation_account", column="account_id", to="ingest_channelaccount"),
        )
        indexes = (
            # one index per folder, in the folder's own order: a page costs the same at any depth
            models.Index(
                "org",
                "calm_rank",
                "waiting_since",
                "id",
                name="inbox_waiting",
                condition=Q(status=Status.OPEN, waiting_since__isnull=False, snoozed_until__isnull=True),
            ),
            models.Index(
                "org",
                "assigned_to",
                models.F("danger_rank").desc(),
                models.F("last_message_at").desc(),
                models.F("id").desc(),
                name="inbox_mine",
                condition=Q(status=Status.OPEN, assigned_to__isnull=False),
            ),
            models.Index(
                "org",
                models.F("danger_rank").desc(),
                models.F("last_message_at").desc(),
                models.F("id").desc(),
                name="inbox_all",
                condition=Q(status=Status.OPEN),
            ),
            models.Index(
                "org",
                models.F("last_message_at").desc(),
                models.F("id").desc(),
                name="inbox_watch",
                condition=Q(status=Status.OPEN, danger_rank=1),
            ),
            models.Index(
                "org",
                models.F("closed_at").desc(),
                models.F("id").desc(),
                name="inbox_closed",
                condition=Q(status=Status.CLOSED),
            ),
            models.Index("org", "snoozed_until", "id", name="inbox_later", condition=Q(snoozed_until__isnull=False)),
            models.Index("org", "person_id", name="conversation_by_person"),
        )
