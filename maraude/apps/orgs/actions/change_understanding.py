from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import record, user_actor
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
            reason=f"{name}:{value if name == 'caution' else 'yes' if value else 'no'}",
        )
