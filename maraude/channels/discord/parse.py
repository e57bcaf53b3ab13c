"""From an interaction to an answer, and to an event when something was said; from the application's news to a signal.

Nothing is kept of a command or a button that only opens a form: neither who pressed it nor on whose message.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

import msgspec

from maraude.channels.discord import answers, commands
from maraude.channels.discord.events import door_of, instant, is_number, made_event, of_the_application
from maraude.channels.discord.heard import heard
from maraude.channels.discord.payloads import (
    AUTOCOMPLETE,
    BOT_DM,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    ON_A_MESSAGE,
    Data,
    Request,
    User,
)
from maraude.channels.discord.reply_handle import TOKEN_LASTS, ReplyHandle
from maraude.channels.discord.words import language_of
from maraude.channels.interface import Answer, Parsed
from maraude.core.channel import Content, EventKind, Referral
from maraude.lib.lenient_json import read_json

_NOTHING: Final = Answer(status=204)


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the event of a body if there is one, and what Discord shows meanwhile; never raises."""
    try:
        request = msgspec.convert(read_json(body), Request)
        if request.d is not None:
            return Parsed(events=heard(request.t, request.d, at))
        if request.type < 0:
            return Parsed(malformed="This is no interaction.")
        if request.event is not None:
            return Parsed(events=of_the_application(request.event, at), answer=_NOTHING)
        return _interaction(request, at)
    except (msgspec.ValidationError, ValueError, RecursionError, OverflowError) as error:
        return Parsed(malformed=str(error)[:300] or "This is no interaction.")


def _interaction(request: Request, at: datetime) -> Parsed:
    person, data, language = request.person, request.data, language_of(request.locale)
    if data is None or person is None or person.bot or not is_number(person.id):
        return Parsed(answer=_NOTHING)
    if request.type == AUTOCOMPLETE:
        return Parsed(answer=answers.no_choices())
    if request.type == COMMAND and data.type == ON_A_MESSAGE:
        return Parsed(answer=_form(request, language, is_worry=True))
    read = _READERS.get(request.type)
    return read(request, data, person, language, at) if read is not None else Parsed(answer=_NOTHING)


def _command(request: Request, data: Data, person: User, language: str, at: datetime) -> Parsed:
    match data.name:
        case commands.HELP:
            return Parsed(answer=_form(request, language))
        case commands.STOP:
            return _stopped(request, person, language, at)
        case commands.PANEL:
            return Parsed(answer=answers.panel(language, door=door_of(data.option(commands.DOOR))))
        case _:
            return Parsed(answer=answers.line("gone", language))


def _pressed(request: Request, data: Data, person: User, language: str, at: datetime) -> Parsed:
    name, _, code = data.custom_id.partition(":")
    match name:
        case answers.WRITE:
            return Parsed(answer=_form(request, language, door=door_of(code)))
        case answers.WHO:
            return Parsed(answer=answers.line("promise", language))
        case answers.STOP:
            return _stopped(request, person, language, at)
        case _:
            return Parsed(answer=answers.line("gone", language))


def _form(request: Request, language: str, *, door: str = "", is_worry: bool = False) -> Answer:
    return answers.form(language, door=door, is_worry=is_worry, is_private=request.context == BOT_DM)


def _said(request: Request, data: Data, person: User, language: str, at: datetime) -> Parsed:
    text = data.text(answers.TEXT).strip()
    if not text:
        return Parsed(answer=answers.line("empty", language))
    is_private = request.context == BOT_DM
    is_dm = is_private or data.choice(answers.WHERE) == answers.BY_DM
    said_at = instant(request.id, at)
    until = said_at + TOKEN_LASTS
    handle = ReplyHandle(token=request.token, until=int(until.timestamp()), dm=is_dm, language=language)
    door = door_of(data.custom_id.partition(":")[2])
    event = made_event(
        request.id,
        EventKind.MESSAGE,
        person,
        said_at,
        Content(text=text, referral=Referral(code=door, source="discord") if door else None),
        reply_handle=handle.write(),
        answer_until=None if is_dm else until,
    )
    return Parsed(
        events=(event,), answer=answers.line("kept_dm" if is_dm else "kept_here", language, with_buttons=True)
    )


def _stopped(request: Request, person: User, language: str, at: datetime) -> Parsed:
    content = Content(signal="left")  # a STOP that is answered on the spot: no second line of ours follows
    event = made_event(request.id, EventKind.CONSENT_SIGNAL, person, instant(request.id, at), content)
    return Parsed(events=(event,), answer=answers.line("stopped", language))


_READERS: Final = {COMMAND: _command, COMPONENT: _pressed, MODAL_SUBMIT: _said}
