"""Conversations put off come back at their time."""

from __future__ import annotations

from maraude.apps.inbox.actions.wake_snoozed import wake_snoozed as wake_in_organisation
from maraude.apps.orgs.queries.organisations import organisations
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock

_LOOK_EVERY_S = 15.0

_next_look = 0.0


def wake_snoozed() -> int:
    """Bring back what is due, everywhere, every fifteen seconds; return how many conversations came back."""
    global _next_look  # noqa: PLW0603 - one thread looks
    if clock.monotonic() < _next_look:
        return 0
    _next_look = clock.monotonic() + _LOOK_EVERY_S
    woken = 0
    for organisation in organisations():
        with tenant(organisation.id, step="snoozes.wake"):
            woken += wake_in_organisation(at=clock.now())
    return woken
