from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.space import AgeMix, Network, SpaceKind


def _choices(values: type[SpaceKind | Network | AgeMix]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Space(TenantModel):
    """A digital place where we may be a guest. Who moderates it is sealed; who visits it is written nowhere."""

    kind = models.CharField(max_length=10, choices=_choices(SpaceKind))
    network = models.CharField(max_length=12, choices=_choices(Network))
    name = models.CharField(max_length=100)
    address = models.CharField(max_length=200, blank=True)
    age_mix = models.CharField(max_length=20, choices=_choices(AgeMix), default=AgeMix.UNSAID)
    hours = models.CharField(max_length=120, blank=True)  # OpenStreetMap opening hours; empty: any time
    quiet_rules = models.CharField(max_length=500, blank=True)
    sealed_contacts = models.BinaryField(default=bytes)  # of its moderators: staff reads it, nobody else
    handles = ArrayField(models.CharField(max_length=80), default=list, blank=True)  # our own accounts there
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "network", "name"), name="space_once"),
            models.CheckConstraint(condition=Q(kind__in=[one.value for one in SpaceKind]), name="space_kind_known"),
            models.CheckConstraint(condition=Q(network__in=[one.value for one in Network]), name="space_network_known"),
        )


class SpaceAgreement(TenantModel):
    """What the owner of a space agreed to: who, when, which gestures, until when, where it is written."""

    space_id = models.UUIDField()
    given_by = models.CharField(max_length=120)
    given_on = models.DateField()
    expires_on = models.DateField()
    gestures = ArrayField(models.CharField(max_length=20))
    proof = models.CharField(max_length=200, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True)  # taken back by the owner, or replaced by a later one

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("org", "space_id"), condition=Q(ended_at__isnull=True), name="space_one_agreement"
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("given_on")), name="space_agreement_ends_after_it_begins"
            ),
            TenantForeignKey(name="space_agreement_space", column="space_id", to="outreach_space"),
        )
