from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.path import Step


class PathStep(TenantModel):
    """A step of somebody's path: when, said by whom (nobody: noticed by the program), by which door and channel.

    One a person and step. Taken back, it stays, so that the program does not notice it again.
    """

    person_id = models.UUIDField()
    step = models.CharField(max_length=14)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    conversation_id = models.UUIDField(null=True)
    door = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=20, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "person_id", "step"), name="path_step_once"),
            models.CheckConstraint(condition=Q(step__in=[step.value for step in Step]), name="path_step_known"),
            TenantForeignKey(name="path_step_person", column="person_id", to="people_person"),
            TenantForeignKey(
                name="path_step_conversation", column="conversation_id", to="inbox_conversation", on_delete="SET NULL"
            ),
        )
        indexes = (
            models.Index(fields=("org", "at"), name="path_step_in_period", condition=Q(taken_back_at__isnull=True)),
        )
