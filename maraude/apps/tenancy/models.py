"""The base of every row that belongs to an association: tenant first in its key."""

from __future__ import annotations

from django.db import models

from maraude.lib.ids import uuid7


class TenantModel(models.Model):
    """A row of one organisation. Other rows are named by id; PostgreSQL checks (org_id, …_id) together."""

    pk = models.CompositePrimaryKey("org_id", "id")
    org = models.ForeignKey("orgs.Organisation", on_delete=models.CASCADE, related_name="+", db_index=False)
    id = models.UUIDField(default=uuid7)

    class Meta:
        abstract = True
