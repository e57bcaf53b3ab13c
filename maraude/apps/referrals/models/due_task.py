from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class TaskKind(models.TextChoices):
    """What the jobs do for a hand-over."""

    MAIL = "mail"
    LOOK = "look"
    NUDGE = "nudge"  # a second letter to a structure that stays silent
    REMIND = "remind"  # of an appointment, to the young person
    ASK = "ask"  # did you go
    CHECK = "check"  # still there after three months, after six


class DueTask(TenantModel):
    """Something to do for a hand-over at its hour: ids and dates only, claimed under a lease whatever the tenant."""

    referral_id = models.UUIDField()
    kind = models.CharField(max_length=6, choices=TaskKind)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "referral_id", "kind"), name="due_task_once"),
            TenantForeignKey(name="due_task_referral", column="referral_id", to="referrals_referral"),
        )
        indexes = (models.Index(fields=("due_at",), name="due_task_by_hour"),)
