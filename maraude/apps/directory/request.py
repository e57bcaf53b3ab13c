"""The request of `match`, as contracts.md writes it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from maraude.apps.directory.answer import answer_of
from maraude.apps.directory.queries.places import find_place
from maraude.apps.directory.queries.proposals import proposals
from maraude.core.directory.profile import Constraint, Profile, Status, Transport
from maraude.core.directory.territory import Territory
from maraude.core.need import Need

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
    """Return the answer to a request as JSON values, `at` being now when it does not say; `id` is echoed when given."""
    place = find_place(request.commune)
    profile = profile_of(request, territory=place.territory, at=at)
    found = answer_of(proposals(profile=profile, doubts=place.doubts), at=profile.at, language=language)
    shown: dict[str, Any] = msgspec.to_builtins(found)
    return shown if request.id is None else {"id": request.id, **shown}


def profile_of(request: Request, *, territory: Territory | None, at: datetime) -> Profile:
    """Return the profile of a request whose place was found, `at` being now when it does not say."""
    return Profile(
        needs=tuple(dict.fromkeys(request.needs)),
        at=request.at or at,
        age=request.age,
        territory=territory,
        status=request.status or Status.UNKNOWN,
        transport=request.transport,
        constraints=frozenset(Constraint(one) for one in request.constraints if one in Constraint),
        limit=request.limit,
    )
