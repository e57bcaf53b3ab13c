from __future__ import annotations

from django.conf import settings
from django.db import models

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class SoughtPlace(TenantModel):
    """Where a worker looks for services for one conversation, sealed with the person's key: it says where they are."""

    conversation_id = models.UUIDField()
    person_id = models.UUIDField()
    sealed_place = models.BinaryField()  # an INSEE code
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "conversation_id"), name="sought_place_once"),
            TenantForeignKey(name="sought_place_thread", column="conversation_id", to="inbox_conversation"),
            TenantForeignKey(name="sought_place_person", column="person_id", to="people_person"),
        )
