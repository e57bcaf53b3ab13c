"""What the API answers instead of what was asked: one class a status, one sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maraude.core.errors import Refused


class Declined(Refused):
    """The API does not do what was asked."""

    status = 400
    headers: Mapping[str, str] = {}


class WrongRequest(Declined):
    """The request is malformed."""


class NoToken(Declined):
    """Send a valid token: `Authorization: Bearer …`."""

    status = 401
    headers: Mapping[str, str] = {"WWW-Authenticate": "Bearer"}


class WrongSignature(Declined):
    """The signature is missing, wrong or too old."""

    status = 401


class NotAllowed(Declined):
    """The person of this token may not read conversations here (any more)."""

    status = 403


class UserTokenNeeded(Declined):
    """Only a token bound to a person may do this: ask a colleague for theirs."""

    status = 403


class OutOfScope(Declined):
    """The token was not made for this: ask a colleague for one with the right scope."""

    status = 403


class NotHere(Declined):
    """Nothing here."""

    status = 404


class WrongMethod(Declined):
    """The address does not answer that method."""

    status = 405

    def __init__(self, allowed: Sequence[str]) -> None:
        """`allowed` goes into the Allow header."""
        methods = ", ".join(allowed)
        super().__init__(f"This address only answers {methods}.")
        self.headers = {"Allow": methods}
