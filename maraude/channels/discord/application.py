"""Setting an application up: who it is, its commands, where its interactions and events go."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from maraude.channels.discord.commands import commands
from maraude.channels.discord.plan import AGENT, API
from maraude.channels.discord.signature import is_public_key
from maraude.channels.discord.words import said
from maraude.core.errors import Refused
from maraude.lib.safe_http import AnswerLost, NotSent, call

_TOKEN: Final = re.compile(r"[\w.-]{40,120}", re.ASCII)
_EVENTS: Final = ("APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED")
_EVENTS_ON: Final = 2
_EVENTS_OFF: Final = 1
# Into a server: commands and a bot without any permission. Onto an account: commands.
_INSTALLED: Final = {
    "0": {"oauth2_install_params": {"scopes": ["applications.commands", "bot"], "permissions": "0"}},
    "1": {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}},
}


class WrongDiscordToken(Refused):
    """Discord does not know this token: reset it in the Developer Portal and paste the new one."""

    code = "wrong_discord_token"


class NoDiscord(Refused):
    """Discord does not answer: try again in a moment."""

    code = "no_discord"


class DiscordCannotReachUs(Refused):
    """Discord could not reach our address: it must be open to the Internet, over https."""

    code = "discord_cannot_reach_us"


class Application(msgspec.Struct, frozen=True):
    """What Discord says of an application."""

    id: str
    name: str
    verify_key: str
    interactions_endpoint_url: str | None = None
    event_webhooks_url: str | None = None
    event_webhooks_status: int = _EVENTS_OFF


def application(token: str, *, api: str = "") -> Application:
    """Return the application of a bot's token, which proves it. Raises `WrongDiscordToken`, `NoDiscord`."""
    if _TOKEN.fullmatch(token) is None:
        raise WrongDiscordToken
    body = _call("GET", "/applications/@me", token=token, api=api)
    try:
        found = msgspec.json.decode(body, type=Application)
    except (msgspec.MsgspecError, ValueError) as error:
        raise NoDiscord from error
    if not is_public_key(found.verify_key) or not found.id.isdecimal():
        raise NoDiscord
    return found


def register(token: str, *, application_id: str, api: str = "") -> None:
    """Have Discord show our commands everywhere the application is. Raises as above."""
    _call("PUT", f"/applications/{application_id}/commands", commands(), token=token, api=api)


def listen(token: str, *, url: str, api: str = "") -> None:
    """Have Discord send interactions and events to `url`, which it tries at once.

    Raises `DiscordCannotReachUs`, or as above.
    """
    wanted = {
        "description": said("promise", "fr"),  # what is read on the application's page, before writing there
        "interactions_endpoint_url": url,
        "event_webhooks_url": url,
        "event_webhooks_status": _EVENTS_ON,
        "event_webhooks_types": _EVENTS,
        "integration_types_config": _INSTALLED,
    }
    _call("PATCH", "/applications/@me", wanted, token=token, api=api)


def hush(token: str, *, application_id: str, api: str = "") -> None:
    """Take our commands away and have Discord send nothing more. Raises as above."""
    _call("PUT", f"/applications/{application_id}/commands", [], token=token, api=api)
    silence = {"interactions_endpoint_url": None, "event_webhooks_status": _EVENTS_OFF}
    _call("PATCH", "/applications/@me", silence, token=token, api=api)


def _call(method: str, path: str, values: object = None, *, token: str, api: str) -> bytes:
    headers = {"authorization": f"Bot {token}", "content-type": "application/json", "user-agent": AGENT}
    body = msgspec.json.encode(values) if values is not None else b""
    try:
        answer = call(method, f"{api or API}{path}", body=body, headers=headers)
    except (NotSent, AnswerLost) as error:
        raise NoDiscord from error
    if answer.status in {401, 403}:
        raise WrongDiscordToken
    if answer.status == 400 and b"_url" in answer.body:
        raise DiscordCannotReachUs
    if answer.status not in {200, 201}:
        raise NoDiscord
    return answer.body
