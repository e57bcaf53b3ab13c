from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class LeverDecision(TenantModel):
    """Which lever led in a reply box, in which circumstance, with what chance: one a thread and day.

    The thread is named until the window is over, to know whether a step came; then the link goes and the times become
    days. The age band is there for the floor and the stop rule only: the policy never sees it.
    """

    conversation_id = models.UUIDField(null=True)
    on = models.DateField()
    at = models.DateTimeField()
    need = models.CharField(max_length=20)
    stage = models.CharField(max_length=15)
    register = models.CharField(max_length=10)
    hour = models.CharField(max_length=10)
    age_band = models.CharField(max_length=10)
    arms = ArrayField(models.CharField(max_length=12))
    arm = models.CharField(max_length=12)
    propensity = models.FloatField()
    policy = models.CharField(max_length=8)
    reward = models.FloatField(null=True)  # 0 or 1 once the window is over
    rewarded_at = models.DateTimeField(null=True)  # when the first step came; may be taken back until then
    closed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id", "on"), name="lever_decision_once_a_day"),
            models.CheckConstraint(
                condition=Q(propensity__gt=0, propensity__lte=1), name="lever_decision_propensity_is_a_chance"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, reward__isnull=True)
                | Q(closed_at__isnull=False, reward__in=(0.0, 1.0), conversation_id__isnull=True),
                name="lever_decision_closed_names_no_thread",
            ),
            models.CheckConstraint(
                condition=Q(rewarded_at__isnull=True) | Q(rewarded_at__gte=F("at")), name="lever_decision_step_after"
            ),
            models.CheckConstraint(condition=Q(policy__in=("uniform", "learned")), name="lever_decision_policy_known"),
            TenantForeignKey(name="lever_decision_conversation", column="conversation_id", to="inbox_conversation"),
        )
        indexes = (
            models.Index(fields=("org", "at"), name="lever_decision_open", condition=Q(closed_at__isnull=True)),
            models.Index(fields=("org", "closed_at"), name="lever_decision_closed"),
        )
