from __future__ import annotations

from maraude.apps.orgs.actions.set_values import set_values
from maraude.apps.orgs.models import Organisation
from maraude.core.errors import Refused
from maraude.core.retention import FOLLOW_UP_DAYS, TALK_DAYS


class WrongDuration(Refused):
    """Choose 14 to 90 days without a hand-over, and 30 to 730 after one, never shorter than without."""

    code = "wrong_duration"


def change_retention(*, organisation: Organisation, talk_days: int, follow_up_days: int, by_user_id: int) -> None:
    """Set for how many days after their last word people are kept. Raises `WrongDuration`; nothing is changed then."""
    if talk_days not in TALK_DAYS or follow_up_days not in FOLLOW_UP_DAYS or follow_up_days < talk_days:
        raise WrongDuration
    wanted = {"talk_days": talk_days, "follow_up_days": follow_up_days}
    set_values(organisation=organisation, wanted=wanted, by_user_id=by_user_id, said=_said)


def _said(name: str, value: object) -> str:
    return f"{name}:{value}"
