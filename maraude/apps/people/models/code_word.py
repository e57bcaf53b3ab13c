from __future__ import annotations

from django.db import models

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class CodeWord(TenantModel):
    """A word that a young person chose for their page, sealed; tries are counted so that nobody guesses it."""

    person_id = models.UUIDField()
    sealed_word = models.BinaryField()
    tries = models.PositiveSmallIntegerField(default=0)
    shut_until = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "person_id"), name="code_word_once"),
            TenantForeignKey(name="code_word_person", column="person_id", to="people_person"),
        )
