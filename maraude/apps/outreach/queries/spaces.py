"""The register of spaces, and what each of them allows now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from maraude.apps.orgs.models import Organisation
from maraude.apps.outreach.models import Space, SpaceAgreement
from maraude.core.errors import Refused
from maraude.core.space import Agreement, Gesture, Network, SpaceKind, SpaceRules, Why, forbids

_SOON = timedelta(days=30)


class SpaceForbids(Refused):
    """This space does not allow that."""

    code = "space_forbids"  # until its reason takes its place

    def __init__(self, why: Why) -> None:
        """The reason is the code of the refusal: it is told."""
        super().__init__()
        self.code = why.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceRow:
    """A space, its agreement in force, and what it allows."""

    space: Space
    agreement: SpaceAgreement | None
    refusals: Mapping[Gesture, Why | None]
    is_ending: bool

    @property
    def allowed(self) -> Sequence[Gesture]:
        """Return what may be done there now."""
        return [gesture for gesture, why in self.refusals.items() if why is None]

    @property
    def why_not_there(self) -> Why | None:
        """Return why one may not even be there, now."""
        return self.refusals[Gesture.BE_PRESENT]


def space_rows(*, at: datetime, ids: Iterable[UUID] | None = None) -> Sequence[SpaceRow]:
    """Return the spaces, those we are in first, by name; in three queries."""
    wanted = Space.objects.all() if ids is None else Space.objects.filter(id__in=list(ids))
    found = sorted(wanted, key=lambda space: (space.ended_at is not None, space.name.casefold()))
    agreed = {one.space_id: one for one in SpaceAgreement.objects.filter(ended_at__isnull=True)}
    local = at.astimezone(_zone())
    return [_row(space, agreed.get(space.id), local) for space in found]


def space_row(*, space: Space, at: datetime) -> SpaceRow:
    """Return one space."""
    return space_rows(at=at, ids=[space.id])[0]


def check_space(*, space_id: UUID | None, gestures: Iterable[Gesture], at: datetime) -> Space | None:
    """Return the space, when all of this may be done there at that hour; None for no registered space.

    Raises `SpaceForbids`, whose code says why; an unknown space is one we are not in.
    """
    if space_id is None:
        return None
    space = Space.objects.filter(id=space_id).first()
    if space is None:
        raise SpaceForbids(Why.SPACE_ENDED)
    refusals = space_row(space=space, at=at).refusals
    for gesture in gestures:
        if (why := refusals[gesture]) is not None:
            raise SpaceForbids(why)
    return space


def official_handles() -> Sequence[tuple[str, Sequence[str]]]:
    """Return our own accounts, network by network, as everybody may read them."""
    by_network: dict[str, set[str]] = {}
    for network, handles in Space.objects.filter(ended_at__isnull=True).values_list("network", "handles"):
        by_network.setdefault(network, set()).update(handles)
    return [(network, sorted(handles)) for network, handles in sorted(by_network.items()) if handles]


def _row(space: Space, agreement: SpaceAgreement | None, local: datetime) -> SpaceRow:
    rules = SpaceRules(
        kind=SpaceKind(space.kind),
        network=Network(space.network),
        hours=space.hours,
        agreement=_agreement(agreement),
        is_ended=space.ended_at is not None,
    )
    return SpaceRow(
        space=space,
        agreement=agreement,
        refusals={gesture: forbids(gesture=gesture, rules=rules, local=local) for gesture in Gesture},
        is_ending=agreement is not None and agreement.expires_on - local.date() < _SOON,
    )


def _agreement(row: SpaceAgreement | None) -> Agreement | None:
    if row is None:
        return None
    gestures = frozenset(Gesture(value) for value in row.gestures)
    return Agreement(gestures=gestures, given_on=row.given_on, expires_on=row.expires_on)


def _zone() -> ZoneInfo:
    """Return the clocks of the current organisation, the only one that is visible."""
    return ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get())
