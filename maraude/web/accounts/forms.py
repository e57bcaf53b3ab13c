"""Passkeys that are none: what a stranger posts in place of a credential is refused, never an error of ours."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm

_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, IndexError, RecursionError)


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """allauth's form, that the library beneath lets fail on malformed data."""

    def clean(self) -> Any:  # noqa: ANN401 - as allauth
        """Refuse what cannot be read."""
        try:
            return super().clean()
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _Readable:
    def clean_credential(self) -> Any:  # noqa: ANN401 - as allauth
        """Refuse what cannot be read."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class UsePasskey(_Readable, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """At log-in."""


class UsePasskeyAgain(_Readable, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Before what would do harm."""
