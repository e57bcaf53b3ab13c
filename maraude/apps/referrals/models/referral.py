from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.attendance import Outcome, Said
from maraude.core.referral import BEFORE_RELEASE, Reason, State

_SAID = ["", *(said.value for said in Said)]


class Referral(TenantModel):
    """One young person handed over to one service. Everything written in it is sealed with the person's key."""

    conversation_id = models.UUIDField()
    person_id = models.UUIDField()
    service_id = models.CharField(max_length=120)  # the directory's; the card below is a copy of its day
    structure_id = models.CharField(max_length=120)
    sealed_card = models.BinaryField()
    reference = models.CharField(max_length=12)  # what a structure notes in its own tool; says nothing
    state = models.CharField(max_length=14, default=State.PREPARED.value)
    since = models.DateTimeField(db_default=Now())  # when it came into this state
    reminded_at = models.DateTimeField(null=True)  # the worker was reminded of this silence
    created_at = models.DateTimeField(db_default=Now())
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=8, blank=True)  # person, or oral: counted apart
    witness = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sealed_structure_code = models.BinaryField(null=True)
    mailed_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=24, blank=True)
    appointment_at = models.DateTimeField(null=True)
    sealed_place = models.BinaryField(null=True)
    offered_times = ArrayField(models.DateTimeField(), default=list, db_default=[])  # several: the person picks one
    agreed_at = models.DateTimeField(null=True)  # the person said of the appointment: I will be there
    wants_another_at = models.DateTimeField(null=True)  # after a missed one, the person asked for another hour
    person_says = models.CharField(max_length=8, blank=True)
    structure_says = models.CharField(max_length=8, blank=True)
    worker_says = models.CharField(max_length=8, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    counted_as = models.CharField(max_length=8, blank=True, default="", db_default="")  # in the outcome counts
    entered_at = models.DateTimeField(null=True)
    still_3m = models.JSONField(default=dict, db_default={})  # side -> yes or no, three months after the entry
    still_6m = models.JSONField(default=dict, db_default={})
    warm_since = models.DateTimeField(null=True)  # since when advisers may write into the person's own channel
    warm_until = models.DateTimeField(null=True)  # until when, unless somebody writes or one of the three ends it
    sealed_called = models.BinaryField(null=True)  # the adviser's name, as the holder of the first link gave it

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "reference"), name="referral_reference_once"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="referral_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(state.value for state in BEFORE_RELEASE))
                | Q(state=State.CANCELLED.value)
                | Q(released_at__isnull=False, released_by__in=("person", "oral")),
                name="referral_leaves_only_released",
            ),
            models.CheckConstraint(
                condition=~Q(released_by="oral") | Q(witness__isnull=False), name="referral_oral_has_a_witness"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED.value) | Q(reason__in=[reason.value for reason in Reason]),
                name="referral_refused_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ENTERED.value) | Q(outcome__in=[outcome.value for outcome in Outcome]),
                name="referral_entered_something",
            ),
            models.CheckConstraint(
                condition=Q(person_says__in=_SAID, structure_says__in=_SAID, worker_says__in=_SAID),
                name="referral_sides_say_known_words",
            ),
            TenantForeignKey(name="referral_conversation", column="conversation_id", to="inbox_conversation"),
            TenantForeignKey(name="referral_person", column="person_id", to="people_person"),
        )
        indexes = (
            models.Index(fields=("org", "conversation_id", "id"), name="referral_by_conversation"),
            models.Index(fields=("org", "person_id", "id"), name="referral_by_person"),
            models.Index(fields=("org", "service_id"), name="referral_by_service"),
        )
