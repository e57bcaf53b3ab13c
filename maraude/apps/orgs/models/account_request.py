from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from maraude.apps.orgs.models.membership import Role
from maraude.apps.tenancy.models import TenantModel


class RequestKind(models.TextChoices):
    """What two people decide together."""

    JOIN = "join"
    RAISE = "raise"  # a role that may do more


class AccountRequest(TenantModel):
    """An account asked for by one colleague: confirmed by another, accepted by its holder, or ended by anybody."""

    kind = models.CharField(max_length=8, choices=RequestKind, default=RequestKind.JOIN)
    email = models.EmailField()
    display_name = models.CharField(max_length=80)
    role = models.CharField(max_length=30, choices=Role)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())
    confirmed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta(TenantModel.Meta):
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="account_request_role_known"),
            models.CheckConstraint(condition=models.Q(kind__in=RequestKind.values), name="account_request_kind_known"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="account_request_two_people",
            ),
            models.UniqueConstraint(
                fields=("org", "email", "kind"),
                condition=models.Q(ended_at__isnull=True, accepted_at__isnull=True),
                name="account_request_open_once",
            ),
        )
