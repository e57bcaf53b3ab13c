"""What `maraude admin` does for an association that exists: colleagues, tokens, doors."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from maraude.apps.audit.actions.record import record
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.orgs.actions.add_member import add_member
from maraude.apps.orgs.actions.create_token import create_token
from maraude.apps.orgs.models import Membership, Role, User
from maraude.apps.orgs.queries.organisations import organisation_called
from maraude.apps.tenancy.context import tenant
from maraude.core.errors import Refused


class CannotAdd(Refused):
    """This colleague could not be added."""

    code = "cannot_add"


class NotAMember(Refused):
    """Nobody of this association has this e-mail."""

    code = "not_a_member"


def add_colleague(*, slug: str | None, email: str, display_name: str, role: str, password: str, on_duty: bool) -> None:
    """Give somebody an account and a role. Raises `CannotAdd` with what to change."""
    organisation = organisation_called(slug)
    try:
        with tenant(organisation.id):
            add_member(
                org_id=organisation.id,
                email=email,
                display_name=display_name,
                role=Role(role),
                password=password,
                actor="cli",
                on_duty=on_duty,
            )
    except IntegrityError as error:
        raise CannotAdd(f"{email} already works for {organisation.slug}.") from error
    except ValidationError as error:
        raise CannotAdd(" ".join(error.messages)) from error


def take_second_factor_away(*, slug: str | None, email: str) -> None:
    """Remove somebody's second factors and end their sessions: they set up new ones. Raises `NotAMember`."""
    organisation = organisation_called(slug)
    with tenant(organisation.id):
        user_id = _member(email)
        Authenticator.objects.filter(user_id=user_id).delete()
        for session in UserSession.objects.filter(user_id=user_id):
            session.end()
        record(
            org_id=organisation.id, actor="cli", action="second_factor_removed", subject_kind="user", subject_id=user_id
        )


def make_token(*, slug: str | None, name: str, email: str | None) -> str:
    """Return a new token, of a member or of an integration. Raises `NotAMember`."""
    organisation = organisation_called(slug)
    with tenant(organisation.id):
        user_id = _member(email) if email else None
        return create_token(org_id=organisation.id, name=name, user_id=user_id, actor="cli")


def open_door(*, slug: str | None, name: str, outbound_url: str) -> tuple[str, str]:
    """Return the path and the secret of a new generic door."""
    organisation = organisation_called(slug)
    with tenant(organisation.id):
        account = open_account(
            org_id=organisation.id, channel="generic", name=name, actor="cli", outbound_url=outbound_url
        )
        return f"/in/generic/{account.key}", account_secrets(account)["secret"]


def open_chat(*, slug: str | None) -> str:
    """Return the path of the association's chat page, made when it has none."""
    organisation = organisation_called(slug)
    with tenant(organisation.id):
        account = ChannelAccount.objects.filter(channel="webchat", is_active=True).order_by("created_at").first()
        if account is None:
            account = open_account(org_id=organisation.id, channel="webchat", name=organisation.name, actor="cli")
        return f"/chat/{account.key}"


def _member(email: str) -> int:
    user = User.objects.filter(email=email.lower()).first()
    if user is None or not Membership.objects.filter(user_id=user.id, is_active=True).exists():
        raise NotAMember(f"Nobody of this association has the e-mail {email}.")
    return user.id
