"""What we learnt of a door, in words: beside the rules' reasons, never in place of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maraude.core.estimate import Estimate
from maraude.core.orientation.experience import Experience
from maraude.core.orientation.scoring import Scored
from maraude.web.words import word


def learnt(one: Scored, experience: Experience | None) -> Sequence[str]:
    """Return the sentences, none while too little is known."""
    if experience is None:
        return []
    found = []
    answering = experience.answering
    if answering.is_silent:
        values = {"late": answering.late, "sent": answering.sent}
        found.append(
            ngettext(
                "comes later: %(late)s sheet of %(sent)s stayed without an answer",
                "comes later: %(late)s sheets of %(sent)s stayed without an answer",
                answering.late,
            )
            % values
        )
    known = experience.estimates.get(one.need) if one.need else None
    return [*found, _chances(known, str(one.need))] if known else found


def _chances(known: Estimate, need: str) -> str:
    """Say an interval in whole tenths: nobody should read a decimal as a promise."""
    low, high = math.floor(known.low * 10), math.ceil(known.high * 10)
    values = {"need": word(need), "low": low, "high": high, "ended": known.ended}
    return (
        _("for %(need)s, from here something begins for %(low)s to %(high)s in 10 (from %(ended)s hand-overs)") % values
    )
