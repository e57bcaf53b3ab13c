"""Learning begins by the data-protection officer's word and ends at theirs; a coordinator switches the policy off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.levers.models import LearnedState, LeverRuling
from maraude.apps.levers.queries.rulings import RULED, digest_of, rules
from maraude.apps.orgs.models import Organisation
from maraude.core.lever_policy import Ruling

STOP_RULE = "rule:harm"


@transaction.atomic
def rule_on_learning(*, org_id: int, allows: bool, by_user_id: int, at: datetime) -> bool:
    """Write down that the data-protection officer allows learning, or withdraws it; return True when it is new.

    Withdrawn, what was learned is deleted: the next reply box draws with equal chances.
    """
    _one_at_a_time(org_id)
    if rules().is_learning == allows:
        return False
    _add(org_id, Ruling.ALLOWED if allows else Ruling.WITHDRAWN, actor=user_actor(by_user_id), at=at)
    return True


@transaction.atomic
def switch_policy(*, org_id: int, is_on: bool, by_user_id: int, at: datetime) -> bool:
    """Let the policy decide here and count, or switch it off: then nothing is decided, counted or learned."""
    _one_at_a_time(org_id)
    if rules().is_switched_off != is_on:
        return False
    _add(org_id, Ruling.SWITCHED_ON if is_on else Ruling.SWITCHED_OFF, actor=user_actor(by_user_id), at=at)
    return True


@transaction.atomic
def stop_learning(*, org_id: int, at: datetime) -> bool:
    """End learning because a band does worse: only the data-protection officer may begin it again."""
    _one_at_a_time(org_id)
    if not rules().is_learning:
        return False
    _add(org_id, Ruling.STOPPED, actor=STOP_RULE, at=at)
    return True


def _one_at_a_time(org_id: int) -> None:
    Organisation.objects.select_for_update().only("id").get(id=org_id)


def _add(org_id: int, kind: Ruling, *, actor: str, at: datetime) -> None:
    before = LeverRuling.objects.order_by("-number").first()
    line = LeverRuling(
        org_id=org_id,
        number=before.number + 1 if before else 1,
        at=at,
        actor=actor,
        kind=kind,
        previous=before.digest if before else "",
    )
    line.digest = digest_of(line)
    line.save(force_insert=True)
    if kind is not Ruling.SWITCHED_ON:
        LearnedState.objects.all().delete()
    record(
        org_id=org_id,
        actor=actor,
        action=RULED,
        subject_kind=f"lever_{kind.value}",
        subject_id=line.number,
        reason=line.digest[:40],
    )
