"""Changing a sheet line by line, until it is released."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max

from maraude.apps.inbox.actions.send_message import EmptyMessage, TooLong
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.models import Referral, SheetLine
from maraude.apps.referrals.vault import read_words, seal_words
from maraude.core.errors import Refused
from maraude.core.referral import NotPossible, Side, State, TakenBack
from maraude.core.sheet import LONGEST_LINE, MOST_LINES, LineKind
from maraude.lib.ids import uuid7

# who holds the sheet changes it: what a young person read never changes under their eyes
_HOLDS = {State.PREPARED: Side.WORKER, State.PROPOSED: Side.PERSON}


class SheetFull(Refused):
    """This sheet is full: change a line instead of adding one."""

    code = "sheet_full"


def strike_line(*, referral: Referral, line_id: UUID, is_struck: bool, side: Side, at: datetime) -> None:
    """Strike a line, or bring it back.

    Raises `NotPossible` once released, `SheetLine.DoesNotExist` for a line of another sheet.
    """
    line = _line(referral, line_id, side)
    line.is_struck, line.changed_at = is_struck, at
    line.save(update_fields=["is_struck", "changed_at"])


def change_line(*, referral: Referral, line_id: UUID, words: str, side: Side, at: datetime) -> None:
    """Change the words of a line; with none left it is struck. Raises as `strike_line`, or `TooLong`."""
    line, said = _line(referral, line_id, side), words.strip()
    if len(said) > LONGEST_LINE:
        raise TooLong
    if not said:
        strike_line(referral=referral, line_id=line_id, is_struck=True, side=side, at=at)
        return
    known = read_words(person_keys([referral.person_id]), referral, line.sealed_words, column="line", row_id=line.id)
    if said == known:
        return
    line.sealed_words = seal_words(referral, said, column="line", row_id=line.id)
    line.changed_by, line.changed_at, line.is_struck = side.value, at, False
    line.save(update_fields=["sealed_words", "changed_by", "changed_at", "is_struck"])


def add_line(*, referral: Referral, kind: LineKind, words: str, side: Side, at: datetime) -> None:
    """Add something somebody wants said; the same words sent twice are added once.

    Raises `NotPossible` once released, `EmptyMessage`, `TooLong` or `SheetFull`.
    """
    _check_editable(referral, side)
    said = words.strip()
    if not said:
        raise EmptyMessage
    if len(said) > LONGEST_LINE:
        raise TooLong
    lines = list(SheetLine.objects.filter(referral_id=referral.id))
    keys = person_keys([referral.person_id])
    same = [line for line in lines if line.kind == kind]
    if said in {read_words(keys, referral, line.sealed_words, column="line", row_id=line.id) for line in same}:
        return
    if len(lines) >= MOST_LINES:
        raise SheetFull
    row_id = uuid7()
    last = SheetLine.objects.filter(referral_id=referral.id).aggregate(last=Max("position"))["last"]
    SheetLine.objects.create(
        org_id=referral.org_id,
        id=row_id,
        referral_id=referral.id,
        person_id=referral.person_id,
        position=0 if last is None else last + 1,
        kind=kind.value,
        sealed_words=seal_words(referral, said, column="line", row_id=row_id),
        changed_by=side.value,
        changed_at=at,
    )


def _line(referral: Referral, line_id: UUID, side: Side) -> SheetLine:
    _check_editable(referral, side)
    return SheetLine.objects.get(id=line_id, referral_id=referral.id)


def _check_editable(referral: Referral, side: Side) -> None:
    if referral.state in {State.WITHDRAWN, State.CANCELLED}:
        raise TakenBack
    if _HOLDS.get(State(referral.state)) is not side:
        raise NotPossible
