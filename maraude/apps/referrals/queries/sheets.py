"""The sheet and the history of a hand-over, in clear, for who may read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.orgs.models import User
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.models import Referral, ReferralEvent, SheetLine
from maraude.apps.referrals.vault import read_words
from maraude.core.sheet import LineKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLineView:
    """A line of a sheet. `is_stored`: its words are a stored value, to be given its word on the screen."""

    id: UUID
    kind: LineKind
    words: str
    is_struck: bool
    changed_by: str

    @property
    def is_stored(self) -> bool:
        """Say whether the words are an identifier of ours."""
        return self.kind in {LineKind.SITUATION, LineKind.NEED} and not self.changed_by

    @property
    def label_key(self) -> str:
        """Return the key of the word for what the line is about."""
        return f"line_{self.kind.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """Something that happened: when, by whom, and the words that came with it."""

    at: datetime
    side: str
    colleague: str
    what: str
    detail: str
    words: str
    appointment_at: datetime | None
    is_late: bool

    @property
    def words_key(self) -> str:
        """Return the key of the words for what happened."""
        return f"referral_{self.what}"


def sheet_lines(referral: Referral) -> list[SheetLineView]:
    """Return every line in order, struck ones too: for the person and the team, never for the structure."""
    keys = person_keys([referral.person_id])
    order = {kind.value: place for place, kind in enumerate(LineKind)}
    rows = SheetLine.objects.filter(referral_id=referral.id)
    return [
        SheetLineView(
            id=row.id,
            kind=LineKind(row.kind),
            words=read_words(keys, referral, row.sealed_words, column="line", row_id=row.id),
            is_struck=row.is_struck,
            changed_by=row.changed_by,
        )
        for row in sorted(rows, key=lambda row: (order[row.kind], row.position))
    ]


def lines_for_structure(referral: Referral) -> list[SheetLineView]:
    """Return what leaves: the lines that were not struck, once released; nothing before, nothing after a withdrawal."""
    from_release = referral.released_at is not None and referral.state not in {"withdrawn", "cancelled"}
    return [line for line in sheet_lines(referral) if not line.is_struck] if from_release else []


def referral_events(referral: Referral) -> list[EventView]:
    """Return what happened, oldest first."""
    keys = person_keys([referral.person_id])
    rows = list(ReferralEvent.objects.filter(referral_id=referral.id).order_by("at", "id"))
    names = dict(
        User.objects.filter(id__in={row.user_id for row in rows if row.user_id}).values_list("id", "display_name")
    )
    return [
        EventView(
            at=row.at,
            side=row.side,
            colleague=names.get(row.user_id or 0, ""),
            what=row.what,
            detail=row.detail,
            words=read_words(keys, referral, row.sealed_words, column="event", row_id=row.id),
            appointment_at=row.appointment_at,
            is_late=row.is_late,
        )
        for row in rows
    ]
