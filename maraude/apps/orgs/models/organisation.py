from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.models import TenantModel


class Organisation(models.Model):
    """An association: the tenant. Its row is visible only inside its own transactions."""

    id = models.BigAutoField(primary_key=True)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    duty_hours = models.CharField(max_length=120, default="Mo-Su 18:00-23:00")  # OpenStreetMap opening hours
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    bond_exchanges = models.PositiveSmallIntegerField(default=3, db_default=3)  # from when a bond is one
    bond_days = models.PositiveSmallIntegerField(default=3, db_default=3)
    contact_phone = models.CharField(max_length=30, blank=True, default="", db_default="")  # said to structures
    contact_email = models.EmailField(blank=True, default="", db_default="")
    caution = models.PositiveSmallIntegerField(default=0, db_default=0)  # 0 as measured, 1 and 2 see danger sooner
    learning_consent_since = models.DateTimeField(null=True)  # may a program learn from corrections here; no: null
    vetting_months = models.PositiveSmallIntegerField(default=12, db_default=12)  # how long an attestation is good for
    talk_days = models.PositiveSmallIntegerField(default=90, db_default=90)  # kept after the last word, no hand-over
    follow_up_days = models.PositiveSmallIntegerField(default=365, db_default=365)  # the same after a hand-over
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bond_exchanges__gte=1, bond_exchanges__lte=50, bond_days__gte=1, bond_days__lte=50),
                name="organisation_bond_1_to_50",
            ),
            models.CheckConstraint(condition=models.Q(caution__lte=2), name="organisation_caution_0_to_2"),
            models.CheckConstraint(
                condition=models.Q(vetting_months__gte=1, vetting_months__lte=36), name="organisation_vetting_1_to_36"
            ),
            models.CheckConstraint(
                condition=models.Q(talk_days__gte=14, talk_days__lte=90), name="organisation_talk_14_to_90_days"
            ),
            models.CheckConstraint(
                condition=models.Q(follow_up_days__gte=30, follow_up_days__lte=730),
                name="organisation_follow_up_30_to_730_days",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class OrganisationKey(TenantModel):
    """A key of the association for one purpose (blind indexes, conversation ids), wrapped under the KEK."""

    purpose = models.CharField(max_length=30)
    wrapped = models.BinaryField()

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "purpose"), name="organisation_key_once_per_purpose"),)


class Team(TenantModel):
    """People who share a caseload."""

    name = models.CharField(max_length=80)

    class Meta(TenantModel.Meta):
        constraints = (models.UniqueConstraint(fields=("org", "name"), name="team_name_once"),)
