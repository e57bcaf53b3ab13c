from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class NoticeState(models.TextChoices):
    """Where a call to the person on duty stands."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class DutyNotice(TenantModel):
    """A call to a person on duty, written with the alert itself: ids only, the e-mail carries no content."""

    alert_id = models.UUIDField()
    wave = models.PositiveSmallIntegerField()  # the alert's level: each rise begins a new wave of calls
    step = models.PositiveSmallIntegerField(default=0)  # 0 at once, then one more at 2, 5 and 10 minutes
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "alert_id", "wave", "step"), name="duty_notice_once_a_step"),
            TenantForeignKey(name="duty_notice_alert", column="alert_id", to="safety_alert"),
        )
        indexes = (models.Index("id", name="duty_notice_to_send", condition=Q(state=NoticeState.QUEUED)),)
