"""Calls to the person on duty, and their escalation. The e-mail leaves outside any transaction."""

from __future__ import annotations

import logging

from django.conf import settings

from maraude.apps.safety.actions.tell_duty import claim_notices, escalate, make_call, prepare_call, record_call
from maraude.apps.safety.queries.due import organisations_with_due_alerts
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock
from maraude.lib.faults import fault_point
from maraude.lib.mail import MailRefused

_BATCH = 20

log = logging.getLogger("maraude.duty")


def call_people_on_duty() -> int:
    """Make the calls that wait; one that fails comes back after its lease. Returns how many were made."""
    if not settings.MAIL_URL:
        return 0
    made = 0
    for claim in claim_notices(limit=_BATCH):
        fault_point("duty.claimed")
        with tenant(claim.org_id, step="duty.prepare"):
            call = prepare_call(claim, at=clock.now())
        if call is None:
            continue
        try:
            fault_point("duty.before_call")
            make_call(call)
            fault_point("duty.called")
        except MailRefused:
            log.warning("the mail server did not take a call to the person on duty; trying again")
            continue
        with tenant(claim.org_id, step="duty.record"):
            record_call(claim, call, at=clock.now())
        made += 1
    return made


def escalate_late_alerts() -> int:
    """Call the next person wherever nobody took an alert in time."""
    late = 0
    for org_id in organisations_with_due_alerts():
        with tenant(org_id, step="duty.escalate"):
            late += escalate(at=clock.now())
    return late
