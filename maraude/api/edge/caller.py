"""Who calls: from a bearer token to an organisation and, perhaps, to a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec
from django.db import connection

from maraude.api.edge.errors import NotAllowed, NoToken, OutOfScope, UserTokenNeeded
from maraude.apps.orgs.actions.create_token import token_digest
from maraude.apps.orgs.models import Membership, Role


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


def authorise(caller: Caller, *, scope: Scope, writes: bool) -> None:
    """Let the caller through, inside the organisation's transaction.

    Raises `UserTokenNeeded`, `OutOfScope`, or `NotAllowed` when the person left, was suspended or reads no content.
    """
    if writes and caller.user_id is None:
        raise UserTokenNeeded
    if caller.scopes and scope not in caller.scopes:
        raise OutOfScope
    if caller.user_id is not None and not _reads_content(caller.user_id):
        raise NotAllowed


def _reads_content(user_id: int) -> bool:
    roles = Membership.objects.filter(user_id=user_id, is_active=True, user__is_active=True)
    return any(Role(role).reads_content for role in roles.values_list("role", flat=True))
