from __future__ import annotations

from django.conf import settings
from django.db import models

from maraude.apps.tenancy.models import TenantModel


class DutyPerson(TenantModel):
    """Somebody who is called when a message shows danger, in the order of `position`, during the duty hours."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "position"), name="duty_position_once"),
            models.UniqueConstraint(fields=("org", "user"), name="duty_person_once"),
        )
