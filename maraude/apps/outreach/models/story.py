from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class GameStory(TenantModel):
    """A story one plays, as its coordinator wrote it (TOML). Who plays it, and how, is written nowhere."""

    name = models.CharField(max_length=160)
    source = models.TextField()
    code = models.CharField(max_length=40)  # of its address, which is an `AccessLink`
    door_id = models.UUIDField(null=True)  # offered at the end; none: one just closes
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "code"), name="game_story_code_once"),
            TenantForeignKey(name="game_story_door", column="door_id", to="outreach_door", on_delete="SET NULL"),
        )
