from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.tenancy.constraints import TenantForeignKey
from maraude.apps.tenancy.models import TenantModel


class Role(models.TextChoices):
    """What a member of staff may do. The last two never see content."""

    WORKER = "worker"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    PLATFORM_OPERATOR = "platform_operator"

    @property
    def reads_content(self) -> bool:
        """Say whether this role reads conversations."""
        return self in {Role.WORKER, Role.COORDINATOR, Role.ADMINISTRATOR}

    @property
    def power(self) -> int:
        """Order roles by what they may do: giving one of a higher power takes two people."""
        return _POWERS.get(self, 0)

    @property
    def manages(self) -> bool:
        """Say whether this role looks after the association's settings."""
        return self in {Role.COORDINATOR, Role.ADMINISTRATOR}


_POWERS = {Role.WORKER: 1, Role.COORDINATOR: 2, Role.ADMINISTRATOR: 3}


class Membership(TenantModel):
    """A person works for an association, in a role."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=30, choices=Role)
    team_id = models.UUIDField(null=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())
    opens_at = models.DateTimeField(null=True)  # no page opens before; null: from the start
    vetted_on = models.DateField(null=True)  # date of the attestation d'honorabilité that a colleague saw
    vetted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(TenantModel.Meta):
        constraints = (
            models.UniqueConstraint(fields=("org", "user"), name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            TenantForeignKey(name="membership_team", column="team_id", to="orgs_team", on_delete="SET NULL"),
        )
