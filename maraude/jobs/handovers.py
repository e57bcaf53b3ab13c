"""What is due for hand-overs: links by e-mail, reminders, ends. The e-mail leaves outside any transaction."""

from __future__ import annotations

import logging

from maraude.apps.referrals.actions.due_tasks import TaskClaim, claim_tasks
from maraude.apps.referrals.actions.follow_up import follow_up
from maraude.apps.referrals.actions.mail_structure import (
    MOST_ATTEMPTS,
    give_up_letter,
    prepare_letter,
    record_letter,
    send_letter,
)
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.write_to_person import write_what_is_due
from maraude.apps.referrals.models import TaskKind
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock
from maraude.lib.faults import fault_point
from maraude.lib.mail import MailRefused

_BATCH = 20

log = logging.getLogger("maraude.handovers")


def look_after_handovers() -> int:
    """Do what is due now; what fails comes back after its lease. Returns how many tasks were taken up."""
    claims = claim_tasks(limit=_BATCH, at=clock.now())
    for claim in claims:
        fault_point("handovers.claimed")
        try:
            _do(claim)
        except Exception:  # the outer edge of a job: one hand-over must not stop the others
            log.exception("a hand-over could not be looked after")
    return len(claims)


def _do(claim: TaskClaim) -> None:
    if claim.kind in {TaskKind.MAIL, TaskKind.NUDGE}:
        _mail(claim)
        return
    with tenant(claim.org_id, step="handovers.follow"):
        referral, conversation = hold(claim.referral_id)
        if claim.kind is TaskKind.LOOK:
            follow_up(referral=referral, conversation=conversation, at=clock.now())
            return
        write_what_is_due(referral=referral, conversation=conversation, kind=claim.kind, at=clock.now())


def _mail(claim: TaskClaim) -> None:
    with tenant(claim.org_id, step="handovers.prepare"):
        if claim.attempts > MOST_ATTEMPTS:
            give_up_letter(claim.referral_id, kind=claim.kind, at=clock.now())
            return
        letter = prepare_letter(claim.referral_id, kind=claim.kind, at=clock.now())
    if letter is None:
        return
    try:
        fault_point("handovers.before_send")
        send_letter(letter)
        fault_point("handovers.sent")
    except MailRefused:
        log.warning("the mail server did not take the link of a sheet; trying again")
        return
    with tenant(claim.org_id, step="handovers.record"):
        record_letter(claim.referral_id, kind=claim.kind, at=clock.now())
