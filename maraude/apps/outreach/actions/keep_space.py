"""The register of spaces: a place is written down, changed, closed; its owner agrees, or takes it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.outreach.models import Space, SpaceAgreement
from maraude.apps.tenancy.keyring import kek
from maraude.core.duty import within_hours
from maraude.core.errors import Refused, WrongSetting
from maraude.core.space import AgeMix, Gesture, Network, SpaceKind
from maraude.lib.crypto import associated, seal, unseal
from maraude.lib.ids import uuid7

_LONGEST = timedelta(days=2 * 366)
_MOST_HANDLES = 12


class SpaceNameNeeded(Refused):
    """Give this space the name people there call it by, in a hundred letters at most."""

    code = "space_name_needed"


class SpaceKnown(Refused):
    """This space is in the register already."""

    code = "space_known"


class SpaceHoursUnread(Refused):
    """These hours cannot be read."""

    code = "wrong_space_hours"


class WrongAgreement(Refused):
    """An agreement says who gave it, since when, until when (two years at most) and at least one gesture."""

    code = "wrong_agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceSaid:
    """What is written of a space."""

    kind: SpaceKind
    network: Network
    name: str
    address: str = ""
    age_mix: AgeMix = AgeMix.UNSAID
    hours: str = ""
    quiet_rules: str = ""
    contacts: str = ""
    handles: Sequence[str] = ()


def keep_space(*, org_id: int, space: Space | None, said: SpaceSaid, by_user_id: int, at: datetime) -> UUID:
    """Write down a space, or change one. Raises `SpaceNameNeeded`, `SpaceKnown` or `SpaceHoursUnread`."""
    name, hours = " ".join(said.name.split()), said.hours.strip()
    if not 0 < len(name) <= 100:
        raise SpaceNameNeeded
    _check_hours(hours, at)
    space_id = space.id if space is not None else uuid7()
    if Space.objects.filter(network=said.network, name=name).exclude(id=space_id).exists():
        raise SpaceKnown
    values = {
        "kind": said.kind.value,
        "network": said.network.value,
        "name": name,
        "address": said.address.strip()[:200],
        "age_mix": said.age_mix.value,
        "hours": hours,
        "quiet_rules": said.quiet_rules.strip()[:500],
        "sealed_contacts": seal(kek(), said.contacts.strip()[:1000].encode(), bound_to=_place(org_id, space_id)),
        "handles": [handle.strip()[:80] for handle in said.handles if handle.strip()][:_MOST_HANDLES],
    }
    if space is None:
        Space.objects.create(org_id=org_id, id=space_id, created_by_id=by_user_id, **values)
    else:
        Space.objects.filter(id=space_id).update(**values)
    _note(org_id, space_id, by_user_id, "space_changed" if space is not None else "space_added")
    return space_id


def contacts_of(space: Space) -> str:
    """Return who moderates a space, for staff."""
    sealed = bytes(space.sealed_contacts)
    return unseal(kek(), sealed, bound_to=_place(space.org_id, space.id)).decode() if sealed else ""


def record_agreement(
    *,
    space: Space,
    given_by: str,
    given_on: date,
    expires_on: date,
    gestures: Sequence[Gesture],
    proof: str,
    by_user_id: int,
    at: datetime,
) -> None:
    """Write down what the owner agreed to; it takes the place of what they said before. Raises `WrongAgreement`."""
    who = " ".join(given_by.split())
    if not 0 < len(who) <= 120 or not gestures or not given_on <= expires_on <= given_on + _LONGEST:
        raise WrongAgreement
    with transaction.atomic():
        SpaceAgreement.objects.filter(space_id=space.id, ended_at__isnull=True).update(ended_at=at)
        SpaceAgreement.objects.create(
            org_id=space.org_id,
            space_id=space.id,
            given_by=who,
            given_on=given_on,
            expires_on=expires_on,
            gestures=sorted({gesture.value for gesture in gestures}),
            proof=" ".join(proof.split())[:200],
            recorded_by_id=by_user_id,
        )
        _note(space.org_id, space.id, by_user_id, "space_agreed")


def end_agreement(*, space: Space, by_user_id: int, at: datetime) -> None:
    """Note that the owner took their agreement back: from now on nothing is done there."""
    if SpaceAgreement.objects.filter(space_id=space.id, ended_at__isnull=True).update(ended_at=at):
        _note(space.org_id, space.id, by_user_id, "space_agreement_ended")


def end_space(*, space: Space, by_user_id: int, at: datetime) -> None:
    """Note that we are there no more; what was done there keeps its name."""
    if Space.objects.filter(id=space.id, ended_at__isnull=True).update(ended_at=at):
        _note(space.org_id, space.id, by_user_id, "space_ended")


def _check_hours(hours: str, at: datetime) -> None:
    if len(hours) > 120:
        raise SpaceHoursUnread
    try:
        within_hours(hours, local=at)
    except WrongSetting as error:
        raise SpaceHoursUnread from error


def _place(org_id: int, space_id: UUID) -> bytes:
    return associated(org_id, "outreach_space", "contacts", space_id)


def _note(org_id: int, space_id: UUID, user_id: int, action: str) -> None:
    record(org_id=org_id, actor=user_actor(user_id), action=action, subject_kind="space", subject_id=space_id)
