from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.referral import Side


class ReferralEvent(TenantModel):
    """Something that happened to a hand-over: appended, never changed. Words (a question, a place) are sealed."""

    referral_id = models.UUIDField()
    person_id = models.UUIDField()
    at = models.DateTimeField(db_default=Now())
    side = models.CharField(max_length=10)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    what = models.CharField(max_length=24)  # a gesture, a silence, or "says_came"
    detail = models.CharField(max_length=24, blank=True)  # a reason or an outcome
    appointment_at = models.DateTimeField(null=True)
    is_late = models.BooleanField(default=False)  # after the thirty days
    sealed_words = models.BinaryField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(side__in=[side.value for side in Side]), name="referral_event_side_known"
            ),
            TenantForeignKey(name="referral_event_referral", column="referral_id", to="referrals_referral"),
            TenantForeignKey(name="referral_event_person", column="person_id", to="people_person"),
        )
        indexes = (models.Index(fields=("org", "referral_id", "id"), name="referral_event_by_referral"),)
