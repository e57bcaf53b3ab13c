"""The report over a period, as the command `maraude report` prints it."""

from __future__ import annotations

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import WrongRequest
from maraude.api.edge.inputs import read_choice
from maraude.api.edge.route import Call
from maraude.apps.reporting.queries.report import report, this_month
from maraude.core.figures import Audience, Dimension, WrongCut
from maraude.core.period import Period, WrongPeriod, read_period
from maraude.lib import clock


def read_report(call: Call) -> Answer:
    """Return the figures of a period, this month when nothing is said. 409 for those that would leave the house."""
    audience = read_choice(call.query, "audience", default=Audience.TEAM)
    try:
        period = _period(call)
        by = [Dimension(one) for one in call.query.get("by", "").split(",") if one]
        found = report(org_id=call.caller.org_id, period=period, audience=audience, cuts=[by] if by else [])
    except (WrongPeriod, WrongCut) as error:
        raise WrongRequest(str(error)) from error
    except ValueError as error:
        raise WrongRequest(str(WrongCut())) from error
    return Answer(body=found)


def _period(call: Call) -> Period:
    month = this_month(org_id=call.caller.org_id, at=clock.now())
    begins, ends = call.query.get("from"), call.query.get("to")
    return read_period(begins or month.from_on.isoformat(), ends or month.to_on.isoformat())
