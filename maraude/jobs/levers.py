"""What came of the levers that led: looked at every hour, and learned from once a day where that is allowed."""

from __future__ import annotations

from maraude.apps.levers.actions.follow_decisions import settle_decisions, watch_for_harm
from maraude.apps.levers.actions.learn_levers import learn_levers
from maraude.apps.orgs.queries.organisations import organisations
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock

_LOOK_EVERY_S = 3_600.0

_next_look = 0.0


def follow_levers() -> int:
    """Settle decisions, look for harm and learn, everywhere, every hour; return how many decisions were closed."""
    global _next_look  # noqa: PLW0603 - one thread looks
    if clock.monotonic() < _next_look:
        return 0
    _next_look = clock.monotonic() + _LOOK_EVERY_S
    closed = 0
    for organisation in organisations():
        now = clock.now()
        with tenant(organisation.id, step="levers.settle"):
            closed += settle_decisions(at=now)
        with tenant(organisation.id, step="levers.learn"):
            if not watch_for_harm(org_id=organisation.id, at=now):
                learn_levers(org_id=organisation.id, at=now)
    return closed
