"""Setting a bot up: who it is, where its updates go, what a young person reads before pressing Start."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from maraude.channels.telegram.plan import API
from maraude.core.errors import Refused
from maraude.lib.safe_http import AnswerLost, NotSent, post

_TOKEN: Final = re.compile(r"\d{3,20}:[\w-]{20,100}")
_UPDATES: Final = ("message", "edited_message", "my_chat_member")
# At most 512 characters each; shown in an empty chat, above Start.
_DESCRIPTION: Final = {
    "fr": (
        "Une vraie personne de {name} te lit et te répond, aidée par un programme qui repère les urgences. "
        "Ça reste entre nous, sauf si quelqu'un est en danger : là, on peut devoir appeler de l'aide. "
        "Telegram peut lire ce qui passe ici. Ce que tu effaces ici, nous ne le voyons pas : demande-nous d'effacer. "
        "En danger maintenant : 112, 114 par SMS, 119 si tu as moins de 18 ans. /stop pour ne plus rien recevoir."
    ),
    "": (
        "A real person of {name} reads and answers you, helped by a program that looks for emergencies. "
        "It stays between us, unless somebody is in danger: then we may have to call for help. "
        "Telegram can read what passes here. We are not told what you delete here: ask us to erase it. "
        "In danger now: 112, or text 114, 119 if you are under 18. /stop to receive nothing more."
    ),
}
_COMMANDS: Final = {"fr": "Ne plus recevoir de messages", "": "Receive no more messages"}
_LONGEST_NAME: Final = 60


class WrongToken(Refused):
    """Telegram does not know this token: copy it again from BotFather."""

    code = "wrong_token"


class NoTelegram(Refused):
    """Telegram does not answer: try again in a moment."""

    code = "no_telegram"


def is_token(text: str) -> bool:
    """Say whether a text looks like a bot's token."""
    return _TOKEN.fullmatch(text) is not None


def bot_name(token: str, *, api: str = "") -> str:
    """Return the user name of the bot, which proves the token. Raises `WrongToken`, `NoTelegram`."""
    if not is_token(token):
        raise WrongToken
    return str(_call(token, "getMe", {}, api)["username"])


def listen(token: str, *, url: str, secret: str, name: str, api: str = "") -> None:
    """Have Telegram send updates to `url` with `secret`, and show who answers. Raises `WrongToken`, `NoTelegram`."""
    _call(token, "setWebhook", {"url": url, "secret_token": secret, "allowed_updates": _UPDATES}, api)
    for language, text in _DESCRIPTION.items():
        said = {"description": text.format(name=name[:_LONGEST_NAME]), "language_code": language}
        _call(token, "setMyDescription", said, api)
        commands = [{"command": "stop", "description": _COMMANDS[language]}]
        _call(token, "setMyCommands", {"commands": commands, "language_code": language}, api)


def webhook_state(token: str, *, api: str = "") -> dict[str, Any]:
    """Return what Telegram says of our webhook: `pending_update_count`, `last_error_message`… Raises as above."""
    return _call(token, "getWebhookInfo", {}, api)


def hush(token: str, *, api: str = "") -> None:
    """Have Telegram send no more updates. Raises `WrongToken`, `NoTelegram`."""
    _call(token, "deleteWebhook", {}, api)


def _call(token: str, method: str, values: dict[str, Any], api: str) -> dict[str, Any]:
    address = f"{api or API}/bot{token}/{method}"
    try:
        answer = post(address, body=msgspec.json.encode(values), headers={"content-type": "application/json"})
    except (NotSent, AnswerLost) as error:
        raise NoTelegram from error
    if answer.status in {401, 404}:
        raise WrongToken
    try:
        said = msgspec.json.decode(answer.body)
    except msgspec.MsgspecError as error:
        raise NoTelegram from error
    if answer.status != 200 or not isinstance(said, dict) or not said.get("ok"):
        raise NoTelegram
    result = said.get("result")
    return result if isinstance(result, dict) else {}
