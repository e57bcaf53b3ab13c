"""Our states in the words of les-emplois and DORA, so that another tool may follow a hand-over."""

from __future__ import annotations

from enum import StrEnum

from maraude.core.referral import State


class PartnerState(StrEnum):
    """The states of an orientation there (their values, accents included)."""

    OPEN = "OUVERTE"
    ACCEPTED = "VALIDÉE"
    REFUSED = "REFUSÉE"
    EXPIRED = "EXPIRÉE"


_STATES = {
    State.RELEASED: PartnerState.OPEN,
    State.QUESTIONED: PartnerState.OPEN,
    State.TAKEN: PartnerState.ACCEPTED,
    State.SLOT_OFFERED: PartnerState.ACCEPTED,
    State.MISSED: PartnerState.ACCEPTED,
    State.RECEIVED: PartnerState.ACCEPTED,
    State.ENTERED: PartnerState.ACCEPTED,
    State.REFUSED: PartnerState.REFUSED,
    State.EXPIRED: PartnerState.EXPIRED,
}


def partner_state(state: State) -> PartnerState | None:
    """Return the state there; None for what never reached the structure, or was taken back from it.

    >>> partner_state(State.TAKEN).value, partner_state(State.PROPOSED)
    ('VALIDÉE', None)
    """
    return _STATES.get(state)
