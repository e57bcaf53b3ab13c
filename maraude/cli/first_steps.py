"""From an empty installation to a usable one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.orgs.actions.add_member import add_member
from maraude.apps.orgs.actions.create_organisation import create_organisation
from maraude.apps.orgs.models import Role
from maraude.apps.tenancy.context import tenant
from maraude.core.errors import Refused


class CannotCreate(Refused):
    """The association could not be made."""

    code = "cannot_create"


def first_steps(
    *, name: str, slug: str | None, email: str, display_name: str, password: str, duty_hours: str
) -> dict[str, str]:
    """Make the association, its administrator (on duty), its chat page and a generic door, or nothing at all.

    Raises `CannotCreate` with what to change.
    """
    chosen = slug or slugify(name)[:40]
    if not chosen:
        raise CannotCreate("Give the association a name with letters, or a --slug.")
    try:
        with transaction.atomic():
            organisation = create_organisation(slug=chosen, name=name, actor="cli", duty_hours=duty_hours)
            with tenant(organisation.id):
                add_member(
                    org_id=organisation.id,
                    email=email,
                    display_name=display_name,
                    role=Role.ADMINISTRATOR,
                    password=password,
                    actor="cli",
                    on_duty=True,
                )
                account = open_account(org_id=organisation.id, channel="generic", name=name, actor="cli")
                chat = open_account(org_id=organisation.id, channel="webchat", name=name, actor="cli")
    except IntegrityError as error:
        raise CannotCreate(f"{chosen} or {email} already exists here: choose another slug or e-mail.") from error
    except ValidationError as error:
        raise CannotCreate(" ".join(error.messages)) from error
    return {
        "organisation": chosen,
        "email": email,
        "path": f"/in/generic/{account.key}",
        "secret": account_secrets(account)["secret"],
        "chat_path": f"/chat/{chat.key}",
    }
