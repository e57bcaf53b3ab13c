"""Hand-overs in clear, for who may read them: a few queries whatever their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.orgs.models import User
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.say_attendance import sides
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.vault import read_card, read_words
from maraude.core.attendance import Attendance, Said, attendance
from maraude.core.referral import Gesture, Side, State, may
from maraude.core.service import ServiceCard


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralView:
    """A hand-over as screens show it. `card` is None when the person was erased."""

    row: Referral
    card: ServiceCard | None
    place: str
    proposer: str
    witness: str
    said: Mapping[Side, Said]
    together: Attendance

    @property
    def id(self) -> UUID:
        """Return its id."""
        return self.row.id

    @property
    def state(self) -> State:
        """Return where it stands."""
        return State(self.row.state)

    @property
    def words_key(self) -> str:
        """Return the key of the words for its state."""
        return f"referral_is_{self.row.state}"

    @property
    def next_key(self) -> str:
        """Return the key of the words for what happens next."""
        return f"referral_next_{self.row.state}"

    @property
    def name(self) -> str:
        """Return who receives, in one name."""
        return (self.card.structure_name or self.card.name) if self.card else ""

    @property
    def since(self) -> datetime:
        """Return when it came there."""
        return self.row.since

    @property
    def is_released(self) -> bool:
        """Say whether the structure may read it or could."""
        return self.row.released_at is not None

    def may(self, gesture: Gesture) -> bool:
        """Say whether a gesture is to be offered."""
        return may(state=self.state, gesture=gesture)


def referrals_of_conversation(conversation_id: UUID) -> list[ReferralView]:
    """Return the hand-overs begun in a conversation, the latest first."""
    return show_referrals(list(Referral.objects.filter(conversation_id=conversation_id).order_by("-id")))


def referrals_of_person(person_id: UUID) -> list[ReferralView]:
    """Return the hand-overs that a young person has been shown, the latest first."""
    rows = Referral.objects.filter(person_id=person_id).exclude(proposed_at=None, released_at=None)
    return show_referrals(list(rows.order_by("-id")))


def referral_view(referral_id: UUID) -> ReferralView:
    """Return one hand-over. Raises `Referral.DoesNotExist` for another tenant's."""
    return show_referrals([Referral.objects.get(id=referral_id)])[0]


def show_referrals(rows: Sequence[Referral]) -> list[ReferralView]:
    """Return rows in clear, in two queries; none for no row."""
    if not rows:
        return []
    keys = person_keys({row.person_id for row in rows})
    wanted = {user for row in rows for user in (row.proposed_by_id, row.witness_id) if user}
    names = dict(User.objects.filter(id__in=wanted).values_list("id", "display_name"))
    return [
        ReferralView(
            row=row,
            card=read_card(keys, row),
            place=read_words(keys, row, row.sealed_place, column="place"),
            proposer=names.get(row.proposed_by_id or 0, ""),
            witness=names.get(row.witness_id or 0, ""),
            said=(said := sides(row)),
            together=attendance(said=said),
        )
        for row in rows
    ]
