from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.round import Mood


class Round(TenantModel):
    """An evening somewhere: when, where, what to mind. Planned, or begun on the spot."""

    space_id = models.UUIDField(null=True)  # the registered space it goes to; none: somewhere else
    place = models.CharField(max_length=120)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    safety_note = models.CharField(max_length=300, blank=True)  # of the place, never of a person
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    cancelled_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("begins_at")), name="round_ends_after_it_begins"),
            TenantForeignKey(name="round_space", column="space_id", to="outreach_space", on_delete="SET NULL"),
        )
        indexes = (models.Index(fields=("org", "begins_at"), name="round_by_date"),)


class RoundMember(TenantModel):
    """A colleague is of a round; `started_at` is when they began."""

    round_id = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    started_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "round_id", "user"), name="round_member_once"),
            TenantForeignKey(name="round_member_round", column="round_id", to="outreach_round"),
        )


class RoundLog(TenantModel):
    """What one worker counted in one round. The telephone makes its id, so that it is stored once."""

    round_id = models.UUIDField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    seen = models.PositiveSmallIntegerField()
    talked = models.PositiveSmallIntegerField()
    refused = models.PositiveSmallIntegerField()
    doors = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    mood = models.CharField(max_length=10, choices=[(mood.value, mood.value) for mood in Mood])
    wants_debrief = models.BooleanField(default=False)
    happened_at = models.DateTimeField()  # by our clock
    received_at = models.DateTimeField()
    clock_off_s = models.IntegerField(default=0)  # how far the telephone's clock was
    is_clock_doubtful = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)  # it waited on a telephone
    uploads = models.PositiveSmallIntegerField(default=1)
    has_differed = models.BooleanField(default=False)  # the same id came again with other counts: the first stays
    debriefed_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(seen__lte=1000, talked__lte=1000, refused__lte=1000, doors__lte=1000),
                name="round_log_counts_to_1000",
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="round_log_minutes_1_to_720"),
            models.CheckConstraint(condition=Q(mood__in=[mood.value for mood in Mood]), name="round_log_mood_known"),
            TenantForeignKey(name="round_log_round", column="round_id", to="outreach_round", on_delete="SET NULL"),
        )
        indexes = (models.Index(fields=("org", "happened_at"), name="round_log_by_date"),)
