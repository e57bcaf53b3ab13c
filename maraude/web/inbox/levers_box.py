"""What may move this person: three approved suggestions at most beside the thread, and listening, always."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maraude.apps.inbox.queries.thread import ThreadView
from maraude.apps.levers.queries.library import library
from maraude.core.lever import Lever, Moment, shown
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.inbox.doubt import their_language


def levers_context(
    request: StaffRequest, view: ThreadView, needs: Sequence[dict[str, Any]], *, is_in_danger: bool
) -> dict[str, Any]:
    """Return the suggestions for the moment that the worker chose; in danger, listening alone.

    The moment is in the address of this one look: it is kept nowhere.
    """
    asked = request.GET.get("moment", "")
    moment = Moment(asked) if asked in set(Moment) else None
    every = library(language=their_language(view))
    said = {row["need"] for row in needs if row["state"] in {"suggested", "confirmed"}}
    seed = f"{view.conversation.id}:{clock.now().date()}"
    return {
        "levers": () if is_in_danger else shown(every, moment=moment, needs=said, seed=seed),
        "listening": next(one for one in every if one.lever is Lever.LISTENING),
        "moment": moment,
        "moments": list(Moment),
        "is_in_danger": is_in_danger,
    }
