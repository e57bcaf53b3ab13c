from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel
from maraude.core.age import AgeBand
from maraude.core.path import Newness


class Person(TenantModel):
    """A young person: a pseudonym, and what they chose. No name, no score (security.md P-02, P-14)."""

    pseudonym = models.CharField(max_length=60)
    consent_rung = models.PositiveSmallIntegerField(default=0)
    age_band = models.CharField(max_length=10, default=AgeBand.UNSAID)
    newness = models.CharField(max_length=7, blank=True, default="", db_default="")  # empty: nobody asked yet
    without_ai = models.BooleanField(default=False)
    learning_consent_since = models.DateTimeField(null=True)  # may a program learn from their words; no: null
    stopped_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    last_inbound_at = models.DateTimeField(null=True)
    kept_until = models.DateTimeField(null=True)  # a colleague said, with a reason, to keep them longer
    erased_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(consent_rung__lte=3), name="person_consent_rung_0_to_3"),
            models.CheckConstraint(
                condition=models.Q(newness__in=["", *(answer.value for answer in Newness)]), name="person_newness_known"
            ),
        )


class PersonKey(TenantModel):
    """The one data key of a person, wrapped under the KEK. Deleting it makes every copy of their words unreadable."""

    person_id = models.UUIDField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "person_id"), name="person_key_once"),
            TenantForeignKey(name="person_key_person", column="person_id", to="people_person"),
        )
