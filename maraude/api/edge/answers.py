"""Answers: always JSON, never kept by anybody on the way."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, UnreadablePostError

from maraude.api.edge.errors import Declined
from maraude.apps.inbox.actions.send_message import EmptyMessage, TooLong
from maraude.apps.inbox.queries.conversations import WrongCursor
from maraude.apps.people.vault import Erased
from maraude.core.errors import Refused

_MALFORMED = (EmptyMessage, TooLong, WrongCursor)  # refusals of what was sent, not of what was asked
_RETRY_S = "2"

log = logging.getLogger("maraude.api")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status and the value to encode."""

    status: int = 200
    body: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why nothing was done, in one sentence."""

    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A rule of the house refused: the sentence, and a stable code for programs."""

    error: str
    code: str


def respond(answer: Answer, *, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return the HTTP response of an answer."""
    response = HttpResponse(msgspec.json.encode(answer.body), status=answer.status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def respond_failure(error: Exception) -> HttpResponse:
    """Return what an exception means to the caller; one that nobody foresaw is logged, by its class only."""
    if isinstance(error, Refused | Erased):
        return _respond_refusal(error)
    if isinstance(error, RequestDataTooBig):
        return _fail(413, "This body is over 1 MB.")
    if isinstance(error, SuspiciousOperation | UnreadablePostError):
        return _fail(400, "This request could not be read.")
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database did not answer the API", exc_info=error)
        return _fail(503, "The database does not answer: try again.", {"Retry-After": _RETRY_S})
    log.error("the API broke", exc_info=error)
    return _fail(500, "Something broke on our side: try again, and tell who looks after this installation.")


def _respond_refusal(error: Refused | Erased) -> HttpResponse:
    sentence = str(error)
    if isinstance(error, Declined):
        return _fail(error.status, sentence, error.headers)
    if isinstance(error, _MALFORMED):
        return _fail(400, sentence)
    code = "erased" if isinstance(error, Erased) else error.code
    return respond(Answer(status=409, body=Refusal(error=sentence, code=code)))


def _fail(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> HttpResponse:
    return respond(Answer(status=status, body=Failure(error=sentence)), headers=headers)
