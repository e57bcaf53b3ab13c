from __future__ import annotations

from datetime import datetime

from maraude.apps.orgs.actions.set_values import set_values
from maraude.apps.orgs.models import Organisation
from maraude.core.errors import Refused

MOST_CAUTION = 2


class UnknownCaution(Refused):
    """Choose one of the three levels of caution."""

    code = "unknown_caution"


def change_understanding(
    *, organisation: Organisation, caution: int, learning: bool, by_user_id: int, at: datetime
) -> None:
    """Set how careful the model is about danger, and whether a program may learn from corrections here.

    Raises `UnknownCaution`; nothing is changed then. The consent begins now: it covers nothing said before.
    """
    if not 0 <= caution <= MOST_CAUTION:
        raise UnknownCaution
    since = (organisation.learning_consent_since or at) if learning else None
    wanted = {"caution": caution, "learning_consent_since": since}
    set_values(organisation=organisation, wanted=wanted, by_user_id=by_user_id, said=_said)


def _said(name: str, value: object) -> str:
    if name == "caution":
        return f"caution:{value}"
    return f"{name}:{'yes' if value else 'no'}"
