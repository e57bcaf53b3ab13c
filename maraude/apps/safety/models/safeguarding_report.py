from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.safeguarding import ADDRESSEES, PARENTS, WAYS, ReportState


class SafeguardingReport(TenantModel):
    """A situation préoccupante: what it says is sealed with the person's key; the register keeps dates and names.

    Once the person is erased, both ids are empty and no word is left.
    """

    conversation_id = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default=ReportState.DRAFT)
    addressee = models.CharField(max_length=10)
    place = models.CharField(max_length=80)  # which département or court
    parents = models.CharField(max_length=20)
    sealed_facts = models.BinaryField(null=True)
    sealed_verbatim = models.BinaryField(null=True)
    sealed_told = models.BinaryField(null=True)
    sealed_parents_why = models.BinaryField(null=True)
    sealed_opinion = models.BinaryField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    sent_way = models.CharField(max_length=20, blank=True)
    begun_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=[one.value for one in ReportState]), name="report_state_known"
            ),
            models.CheckConstraint(condition=models.Q(addressee__in=list(ADDRESSEES)), name="report_addressee_known"),
            models.CheckConstraint(condition=models.Q(parents__in=list(PARENTS)), name="report_parents_known"),
            models.CheckConstraint(condition=models.Q(sent_way__in=["", *WAYS]), name="report_way_known"),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("written_by")),
                name="report_read_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent")
                | (models.Q(second_at__isnull=False, sent_on__isnull=False) & ~models.Q(sent_way="")),
                name="report_sent_after_a_second_reading",
            ),
            models.UniqueConstraint(
                fields=("org", "conversation_id"),
                condition=models.Q(ended_at__isnull=True),
                name="report_one_open_a_conversation",
            ),
            TenantForeignKey(
                name="report_conversation", column="conversation_id", to="inbox_conversation", on_delete="SET NULL"
            ),
            TenantForeignKey(name="report_person", column="person_id", to="people_person", on_delete="SET NULL"),
        )
        indexes = (models.Index(fields=("org", "begun_at"), name="report_by_date"),)
