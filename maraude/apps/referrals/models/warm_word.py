from __future__ import annotations

from django.db import models

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class WarmWord(TenantModel):
    """A message of the three-way thread: an adviser's, or an answer that a worker passed on; words are its own."""

    referral_id = models.UUIDField()
    person_id = models.UUIDField()
    message_id = models.UUIDField()

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "referral_id", "message_id"), name="warm_word_once"),
            TenantForeignKey(name="warm_word_referral", column="referral_id", to="referrals_referral"),
            TenantForeignKey(name="warm_word_message", column="message_id", to="inbox_message"),
            TenantForeignKey(name="warm_word_person", column="person_id", to="people_person"),
        )
