"""The second factor: its secrets are sealed in the database, and an account never goes without one again."""

from __future__ import annotations

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from maraude.apps.tenancy.keyring import kek
from maraude.lib import crypto

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
_SEALED = "sealed:"
_BOUND_TO = crypto.associated("mfa_authenticator")


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """allauth's second factors, sealed under the key of this installation."""

    def encrypt(self, text: str) -> str:
        """Seal a secret: a copy of the database is no use to log in with."""
        return _SEALED + base64.b64encode(crypto.seal(kek(), text.encode(), bound_to=_BOUND_TO)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Unseal a secret; those of before were in clear."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        sealed = base64.b64decode(encrypted_text.removeprefix(_SEALED))
        return crypto.unseal(kek(), sealed, bound_to=_BOUND_TO).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep one: add the new one first, then remove the old one."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return bool(settings.IS_DEMO) or others.exclude(pk=authenticator.pk).exists()

    def _get_site_name(self) -> str:
        return "Maraude"


def has_second_factor(user: AbstractBaseUser) -> bool:
    """Say whether this account has a code or a passkey; recovery codes alone are none."""
    return bool(is_mfa_enabled(user, types=FACTORS))
