"""Who calls: from a bearer token to an organisation and, perhaps, to a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from django.db import connection

from maraude.api.edge.errors import NotAllowed, NoToken, OutOfScope, UserTokenNeeded
from maraude.apps.orgs.actions.create_token import token_digest
from maraude.apps.orgs.models import Membership, Role
from maraude.apps.orgs.reader import Reader, reader_of
from maraude.lib import clock


class Scope(StrEnum):
    """What a token may be limited to."""

    CONVERSATIONS = "conversations"
    MESSAGES = "messages"
    ALERTS = "alerts"
    REFERRALS = "referrals"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """The holder of a token: an integration (`user_id` None, reads only), or a colleague's program.

    Empty `scopes` mean all that the kind of token allows.
    """

    org_id: int
    user_id: int | None
    scopes: frozenset[str]

    @property
    def person_id(self) -> int:
        """Return the user who acts; raises `UserTokenNeeded` for an integration."""
        if self.user_id is None:
            raise UserTokenNeeded
        return self.user_id


def find_caller(authorization: str) -> Caller:
    """Return who holds the token of an Authorization header, before any organisation is chosen. Raises `NoToken`."""
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise NoToken
    with connection.cursor() as cursor:
        cursor.execute("SELECT org_id, user_id, scopes FROM doors.api_token(%s)", [token_digest(token.strip())])
        row = cursor.fetchone()
    if row is None:
        raise NoToken
    return Caller(org_id=row[0], user_id=row[1], scopes=frozenset(msgspec.json.decode(row[2], type=list[str])))


def authorise(caller: Caller, *, scope: Scope, writes: bool) -> Reader | None:
    """Let the caller through, inside the organisation's transaction; return the colleague behind the token, if any.

    Raises `UserTokenNeeded`, `OutOfScope`, or `NotAllowed` when the person left, was suspended or reads no content.
    """
    if writes and caller.user_id is None:
        raise UserTokenNeeded
    if caller.scopes and scope not in caller.scopes:
        raise OutOfScope
    if caller.user_id is None:
        return None
    reader = reader_of_user(caller.user_id)
    if reader is None:
        raise NotAllowed
    return reader


def reader_of_user(user_id: int) -> Reader | None:
    """Return the colleague who acts through a token, None for who reads no content."""
    found = Membership.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    row = found.exclude(opens_at__gt=clock.now()).select_related("org").first()
    if row is None or not Role(row.role).reads_content:
        return None
    return reader_of(row, months=row.org.vetting_months, today=clock.now().date())
