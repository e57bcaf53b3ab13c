"""Mails to those who look after an association: that something about accounts happened, never more than names."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from maraude.apps.orgs.models import AccountRequest
from maraude.apps.orgs.queries.members import managers_to_tell
from maraude.web.accounts.post import post
from maraude.web.words import word

PEOPLE = "/settings/people"


def tell_asked(request: AccountRequest, *, by: str, by_user_id: int) -> None:
    """Say to the other managers that an account or a higher role was asked for."""
    _tell(by_user_id, _subject, lambda: _body_asked(request, by))


def tell_accepted(request: AccountRequest) -> None:
    """Say to every manager that somebody accepted, and when the account opens if nobody objects."""
    _tell(None, _subject, lambda: _body_accepted(request))


def send_invitation(request: AccountRequest, *, organisation: str, by: str, address: str) -> None:
    """Send its address to who is invited."""
    post(
        recipient=request.email,
        subject=_("Maraude: an account for %(organisation)s") % {"organisation": organisation},
        body=_(
            "%(by)s invites you to %(organisation)s on Maraude. Choose your password here, within three days: "
            "%(address)s\nYou do not know %(by)s? Do nothing."
        )
        % {"by": by, "organisation": organisation, "address": address},
    )


def _tell(except_user_id: int | None, subject: Callable[[], str], body: Callable[[], str]) -> None:
    for email, language in managers_to_tell(except_user_id=except_user_id):
        with translation.override(language):
            post(recipient=email, subject=subject(), body=body())


def _subject() -> str:
    return _("Maraude: an account to look at")


def _body_asked(request: AccountRequest, by: str) -> str:
    said = {"by": by, "name": request.display_name, "role": word(f"staff_{request.role}"), "address": _address()}
    return _("%(by)s asks: %(name)s as %(role)s. Confirm or refuse here: %(address)s") % said


def _body_accepted(request: AccountRequest) -> str:
    said = {"name": request.display_name, "role": word(f"staff_{request.role}"), "address": _address()}
    return (
        _(
            "%(name)s accepted an account as %(role)s. It opens once a second colleague confirms, or in a day if "
            "nobody refuses: %(address)s"
        )
        % said
    )


def _address() -> str:
    return f"{settings.PUBLIC_URL}{PEOPLE}"
