from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Identity(TenantModel):
    """How a person is known on a channel: found by a tenant-keyed hash, readable only with the person's key."""

    person_id = models.UUIDField()
    lookup = models.BinaryField(max_length=32)
    scheme = models.CharField(max_length=30)
    sealed_value = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "lookup"), name="identity_once"),
            TenantForeignKey(name="identity_person", column="person_id", to="people_person"),
        )
        indexes = (models.Index(fields=("org", "person_id"), name="identity_by_person"),)
