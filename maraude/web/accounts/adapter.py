"""Accounts are made by colleagues, never opened by a visitor; their mails leave by our own mail server."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from maraude.web.accounts.post import post


class InvitedOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """allauth without sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        del request
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand a mail over without making the page wait: its time says nothing about who has an account."""
        request = self.request
        site = {"name": "Maraude", "domain": request.get_host()}
        said = {"request": request, "email": email, "current_site": site, **context}
        message = self.render_mail(template_prefix, email, said)
        post(recipient=email, subject=str(message.subject), body=str(message.body))

    def format_email_subject(self, subject: str) -> str:
        """Say who writes."""
        return f"Maraude · {subject}"

    def get_from_email(self) -> str:
        """Return our own sender."""
        return str(settings.MAIL_FROM)

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        """Ask again who it is, unless they proved it just now, by logging in too."""
        del app, kwargs
        return not is_fresh(self.request)


def is_fresh(request: HttpRequest) -> bool:
    """Say whether whoever asks proved who they are less than ten minutes ago."""
    user: AbstractBaseUser = request.user  # type: ignore[assignment]
    records = get_authentication_records(request, user)
    return bool(records) and time.time() - float(records[-1]["at"]) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
