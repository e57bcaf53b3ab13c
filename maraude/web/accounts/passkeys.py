"""Removing a passkey, unless it is the last second factor of the account."""

from __future__ import annotations

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from maraude.web.accounts.second_factor import SealedFactors


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]  # allauth is untyped
    """allauth's page, which lets the last factor go."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - as allauth
        """Refuse to remove the last factor."""
        if request.user.is_authenticated and is_mfa_enabled(request.user):
            self.kwargs, self.request = kwargs, request
            if not SealedFactors().can_delete_authenticator(self.get_object()):
                messages.error(request, _("An account keeps one second factor: add another first, then remove this."))
                return redirect("mfa_index")
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer
