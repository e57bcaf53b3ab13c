from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class PurgeLine(TenantModel):
    """What retention erased at one time, in numbers: the proof. Lines are added, never changed.

    `digest` is keyed over this line and `previous`, the digest of the one before: a line altered, removed or slipped
    in breaks the chain.
    """

    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    talk_days = models.PositiveSmallIntegerField()
    follow_up_days = models.PositiveSmallIntegerField()
    people_before = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    held = models.PositiveIntegerField()  # due, but a danger, a report or a colleague's word holds them
    raw_events = models.PositiveIntegerField()
    raw_keys = models.PositiveIntegerField()
    ids_digest = models.CharField(max_length=64)  # of the ids erased, in order
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "number"), name="purge_line_once"),)
