from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from maraude.apps.orgs.actions.set_values import set_values
from maraude.apps.orgs.models import Organisation
from maraude.core.duty import within_hours
from maraude.core.errors import Refused, WrongSetting
from maraude.core.path import Bond
from maraude.lib import clock

_MOST = 50
_LONGEST_HOURS = 120


class WrongHours(Refused):
    """These hours cannot be read: write them like "Mo-Su 18:00-23:00" or "24/7"."""

    code = "wrong_hours"


class WrongZone(Refused):
    """This time zone does not exist."""

    code = "wrong_zone"


class WrongBond(Refused):
    """A bond takes from 1 to 50 exchanges, over 1 to 50 days."""

    code = "wrong_bond"


def change_settings(
    *, organisation: Organisation, duty_hours: str, time_zone: str, bond: Bond, by_user_id: int
) -> None:
    """Set the duty hours, the time zone and from when a bond is one.

    Raises `WrongHours`, `WrongZone` or `WrongBond`; nothing is changed then.
    """
    if time_zone not in available_timezones():
        raise WrongZone
    _check_hours(duty_hours, time_zone)
    if not (1 <= bond.exchanges <= _MOST and 1 <= bond.days <= _MOST):
        raise WrongBond
    wanted = {
        "duty_hours": duty_hours.strip(),
        "time_zone": time_zone,
        "bond_exchanges": bond.exchanges,
        "bond_days": bond.days,
    }
    set_values(organisation=organisation, wanted=wanted, by_user_id=by_user_id)


def _check_hours(hours: str, time_zone: str) -> None:
    if not hours.strip() or len(hours) > _LONGEST_HOURS:
        raise WrongHours
    try:
        within_hours(hours, local=clock.now().astimezone(ZoneInfo(time_zone)))
    except WrongSetting as error:
        raise WrongHours from error
