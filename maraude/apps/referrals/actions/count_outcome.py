from __future__ import annotations

from django.db.models import F

from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.models import OutcomeCount, Referral, SheetLine
from maraude.apps.referrals.vault import read_words
from maraude.core.need import Need
from maraude.core.referral import State
from maraude.core.sheet import LineKind
from maraude.core.standing import counts_as
from maraude.lib.ids import uuid7


def count_outcome(referral: Referral) -> None:
    """Count what came of a hand-over, by structure and need, in two numbers: once, and anew when it changes.

    Which needs a person had stays sealed in their sheet.
    """
    now = counts_as(State(referral.state), referral.reason)
    before = referral.counted_as
    if now == before:
        return
    for need in _needs(referral):
        _shift(referral, need, ended=bool(now) - bool(before), entered=(now == "entered") - (before == "entered"))
    referral.counted_as = now
    Referral.objects.filter(id=referral.id).update(counted_as=now)


def _needs(referral: Referral) -> set[str]:
    """Return the needs that left with the sheet, as they were found; words that somebody changed are nobody's need."""
    keys = person_keys([referral.person_id])
    rows = SheetLine.objects.filter(referral_id=referral.id, kind=LineKind.NEED.value, is_struck=False, changed_by="")
    words = (read_words(keys, referral, row.sealed_words, column="line", row_id=row.id) for row in rows)
    return {word for word in words if word in set(Need)}


def _shift(referral: Referral, need: str, *, ended: int, entered: int) -> None:
    mine = {"org_id": referral.org_id, "structure_id": referral.structure_id, "need": need}
    OutcomeCount.objects.get_or_create(**mine, defaults={"id": uuid7()})
    OutcomeCount.objects.filter(structure_id=referral.structure_id, need=need).update(
        ended=F("ended") + ended, entered=F("entered") + entered
    )
