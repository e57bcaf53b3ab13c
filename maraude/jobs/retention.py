"""Who has been silent for long enough is erased, once a day, without anybody asking."""

from __future__ import annotations

import logging

from maraude.apps.orgs.queries.organisations import organisations
from maraude.apps.privacy.actions.purge import ClockJumped, purge
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock

_LOOK_EVERY_S = 3_600.0

_next_look = 0.0
log = logging.getLogger("maraude.retention")


def erase_what_is_over() -> int:
    """Purge every association, every hour; return how many people were erased. At once again while there are more."""
    global _next_look  # noqa: PLW0603 - one thread looks
    if clock.monotonic() < _next_look:
        return 0
    _next_look = clock.monotonic() + _LOOK_EVERY_S
    erased = 0
    for organisation in organisations():
        try:
            with tenant(organisation.id, step="retention.erase"):
                found = purge(org_id=organisation.id, at=clock.now())
        except ClockJumped:
            log.warning("nothing was erased: the clock is weeks away from the last thing that happened here")
            continue
        erased += found.people
        if found.more:
            _next_look = clock.monotonic()
    return erased
