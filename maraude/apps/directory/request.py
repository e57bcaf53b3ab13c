"""The request of `match` and its answer, as contracts.md writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.queries.proposals import proposals
from maraude.core.directory.profile import Constraint, Profile, Status, Transport
from maraude.core.directory.territory import local_time
from maraude.core.eligibility import Finding
from maraude.core.helpline import Helpline
from maraude.core.matching import Matching
from maraude.core.need import Need
from maraude.core.orientation.reasons import reasons
from maraude.core.orientation.scoring import Scored
from maraude.core.orientation.words import finding_text, note_text, side

MOST = 50


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A profile as a program sends it. Everything but `needs` is optional."""

    needs: list[Need]
    id: str | int | None = None
    age: Annotated[int, Meta(ge=0, le=120)] | None = None
    commune: str | None = None
    status: Status | None = None
    at: Annotated[datetime, Meta(tz=True)] | None = None
    transport: Transport | None = None
    constraints: list[str] = []
    limit: Annotated[int, Meta(ge=1, le=MOST)] = 10


def answer(request: Request, *, at: datetime, language: str = "fr") -> dict[str, Any]:
    """Return the answer to a request, `at` being now when the request does not say; `id` is echoed when given."""
    place = find_place(request.commune)
    profile = Profile(
        needs=tuple(dict.fromkeys(request.needs)),
        at=request.at or at,
        age=request.age,
        territory=place.territory,
        status=request.status or Status.UNKNOWN,
        transport=request.transport,
        constraints=frozenset(Constraint(one) for one in request.constraints if one in Constraint),
        limit=request.limit,
    )
    found = proposals(profile=profile, doubts=place.doubts)
    echoed = {} if request.id is None else {"id": request.id}
    return {**echoed, **show(found, at=profile.at, language=language)}


def show(found: Matching, *, at: datetime, language: str) -> dict[str, Any]:
    """Return a matching as JSON values."""
    return {
        "proposals": [_proposal(one, at, language) for one in found.proposals],
        "safety": [_line(line, at, language) for line in found.safety],
        "notes": [note_text(note.code, note.values, language) for note in found.notes],
    }


def _proposal(one: Scored, at: datetime, language: str) -> dict[str, Any]:
    offer = one.offer
    return {
        "service_id": offer.id,
        "structure_id": offer.structure_id,
        "name": offer.name,
        "structure_name": offer.structure_name,
        "score": one.score,
        "distance_km": None if one.distance_km is None else round(one.distance_km, 1),
        "remote": one.is_remote,
        "open_now": one.open_now,
        "eligibility": {
            "verdict": one.eligibility.verdict.value,
            "criteria": [_criterion(finding, language) for finding in one.eligibility.findings],
        },
        "reasons": reasons(one, language=language, today=at.date()),
        "source": offer.source,
        "date_maj": offer.updated_on.isoformat(),
    }


def _criterion(finding: Finding, language: str) -> dict[str, str]:
    return {
        "name": finding.criterion.value,
        "verdict": finding.verdict.value,
        "reason": finding_text(finding.code, finding.values, language),
    }


def _line(line: Helpline, at: datetime, language: str) -> dict[str, Any]:
    return {
        "number": line.number,
        "name": side((line.name_fr, line.name_en), language),
        "hours": line.hours,
        "open_now": line.is_open(local_time(at, department="")),
        "verified_on": line.verified_on.isoformat(),
    }
