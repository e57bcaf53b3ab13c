"""What may move this person: three approved suggestions at most beside the thread, and listening, always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from maraude.apps.inbox.actions.erase_threads import threads_of
from maraude.apps.inbox.queries.thread import ThreadView
from maraude.apps.levers.actions.lead import Leading, lead
from maraude.apps.levers.queries.library import library
from maraude.apps.safety.actions.erase_alert_words import open_alerts_among
from maraude.core.lever import Lever, Moment, Suggestion, fitting_levers, shown
from maraude.core.lever_policy import NO_NEED, Aside
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.inbox.doubt import their_language

_SAID = ("confirmed", "suggested")


def levers_context(
    request: StaffRequest,
    view: ThreadView,
    needs: Sequence[dict[str, Any]],
    facts: dict[str, Any],
    *,
    is_in_danger: bool,
) -> dict[str, Any]:
    """Return the suggestions for the moment that the worker chose; in danger, listening alone.

    The moment is in the address of this one look. Where the policy may decide, it is kept with what led (see
    `LeverDecision`); everywhere else it is kept nowhere.
    """
    asked = request.GET.get("moment", "")
    moment = Moment(asked) if asked in set(Moment) else None
    every = library(language=their_language(view))
    said = {row["need"] for row in needs if row["state"] in _SAID}
    leading = (
        Leading()
        if moment is None or is_in_danger
        else _leading(request, view, needs, facts, every=every, moment=moment)
    )
    is_listening_only = is_in_danger or leading.why is Aside.CAPPED
    seed = f"{view.conversation.id}:{clock.now().date()}"
    fitting = shown(every, moment=moment, needs=said, seed=seed, lead=leading.lever)
    return {
        "levers": () if is_listening_only else fitting,
        "listening": next(one for one in every if one.lever is Lever.LISTENING),
        "moment": moment,
        "moments": list(Moment),
        "is_in_danger": is_in_danger,
        "is_capped": leading.why is Aside.CAPPED,
        "is_counted": leading.lever is not None,
    }


def _leading(
    request: StaffRequest,
    view: ThreadView,
    needs: Sequence[dict[str, Any]],
    facts: dict[str, Any],
    *,
    every: Sequence[Suggestion],
    moment: Moment,
) -> Leading:
    surest = sorted((row for row in needs if row["state"] in _SAID), key=_by_sureness)
    return lead(
        conversation=view.conversation,
        person=view.person,
        said_age=facts.get("age"),
        moment=moment,
        needs={row["need"] for row in needs},
        need=surest[0]["need"] if surest else NO_NEED,
        arms=fitting_levers(every, moment=moment, needs={row["need"] for row in surest}),
        has_open_alert=bool(open_alerts_among(threads_of(view.person.id))),
        zone=ZoneInfo(request.organisation.time_zone),
        at=clock.now(),
    )


def _by_sureness(row: dict[str, Any]) -> tuple[int, float, str]:
    return _SAID.index(row["state"]), -row["score"], row["need"]
