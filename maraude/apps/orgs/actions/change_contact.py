from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from maraude.apps.orgs.actions.set_values import set_values
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
    set_values(organisation=organisation, wanted=wanted, by_user_id=by_user_id)
