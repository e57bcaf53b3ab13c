"""Hand-overs as the API shows them: where one stands, and the addresses that open its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import msgspec

from maraude.core.partner_state import PartnerState
from maraude.core.referral import State

type Address = Annotated[str | None, msgspec.Meta(description="An address that opens a page without log-in.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A hand-over.

    `structure_url` is null until the young person releases the sheet, once it is taken back, and for an integration's
    token. `partner_state` is the state in the words of les-emplois and DORA, null before the release and after a
    withdrawal. `person_url` travels in the person's own channel only: it is null outside the demo.
    """

    id: UUID
    state: State
    partner_state: PartnerState | None
    person_url: Address
    structure_url: Address


class NewReferral(msgspec.Struct, frozen=True, kw_only=True):
    """A service to propose to the young person of a conversation, and what they are told the worker wants to say."""

    conversation: UUID
    service_id: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    note: str = ""
