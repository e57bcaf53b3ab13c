from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.models import Organisation
from maraude.core.errors import Refused

_PHONE = re.compile(r"[+(]?[\d .()/-]{3,28}")


class WrongContact(Refused):
    """This telephone number or e-mail address cannot be right."""

    code = "wrong_contact"


def change_contact(*, organisation: Organisation, phone: str, email: str, by_user_id: int) -> None:
    """Set how structures reach the association; both may be empty. Raises `WrongContact`; nothing is changed then."""
    wanted = {"contact_phone": phone.strip(), "contact_email": email.strip()}
    if wanted["contact_phone"] and not _PHONE.fullmatch(wanted["contact_phone"]):
        raise WrongContact
    if wanted["contact_email"]:
        try:
            validate_email(wanted["contact_email"])
        except ValidationError as error:
            raise WrongContact from error
    changed = {name: value for name, value in wanted.items() if getattr(organisation, name) != value}
    if not changed:
        return
    Organisation.objects.filter(id=organisation.id).update(**changed)
    for name, value in changed.items():
        setattr(organisation, name, value)
        record(
            org_id=organisation.id,
            actor=user_actor(by_user_id),
            action="settings_changed",
            subject_kind="organisation",
            subject_id=organisation.id,
            reason=name,
        )
