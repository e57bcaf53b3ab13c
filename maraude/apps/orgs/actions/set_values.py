from __future__ import annotations

from collections.abc import Callable, Mapping

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.models import Organisation


def set_values(
    *,
    organisation: Organisation,
    wanted: Mapping[str, object],
    by_user_id: int,
    said: Callable[[str, object], str] = lambda name, _value: name,
) -> None:
    """Set what differs, here and in the row, and write one audit fact a value: `said(name, value)`, never content."""
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
            reason=said(name, value),
        )
