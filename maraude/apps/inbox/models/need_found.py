from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.need import Need


class NeedFound(TenantModel):
    """A need read in a message: from which words, how surely, what a worker made of it. Never a person's score."""

    class State(models.TextChoices):
        """What a person decided."""

        SUGGESTED = "suggested"
        DOUBTFUL = "doubtful"  # in the abstention band: shown dotted, with one question
        CONFIRMED = "confirmed"
        DISMISSED = "dismissed"

    conversation_id = models.UUIDField()
    message_id = models.UUIDField()
    need = models.CharField(max_length=20)
    score = models.FloatField()
    evidence = models.JSONField(default=list)  # [[start, end], …] code points of the text: places, not words
    source = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State, default=State.SUGGESTED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "message_id", "need"), name="need_once_a_message"),
            models.CheckConstraint(condition=Q(need__in=[need.value for need in Need]), name="need_known"),
            TenantForeignKey(name="need_message", column="message_id", to="inbox_message"),
            TenantForeignKey(name="need_conversation", column="conversation_id", to="inbox_conversation"),
        )
        indexes = (models.Index(fields=("org", "conversation_id"), name="need_by_conversation"),)
