"""Telegram on the loopback: the methods we call, updates as its documentation shows them, and its refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx

from tests.support.loopback import Handler, serving

TOKEN = "123456789:AAtest-token_of-a-bot-that-is-nowhere"
ENZO = 4_100_000_001


@dataclass(kw_only=True)
class Telegram:
    """What Telegram knows of our bot, and what it was asked; `refusal` is the answer to the next sends."""

    url: str = ""
    webhook: dict[str, Any] = field(default_factory=dict)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    refusal: tuple[int, dict[str, Any]] | None = None
    complaint: str = ""
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def sent(self) -> list[dict[str, Any]]:
        """Return the messages it was given for people."""
        return [values for method, values in self.calls if method == "sendMessage"]

    def update(self, **what: object) -> httpx.Response:
        """Send an update to the webhook, as Telegram would."""
        body = {"update_id": next(self.numbers), **what}
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]}
        return httpx.post(self.webhook["url"], json=body, headers=headers, trust_env=False)

    def answer(self, method: str, values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return a status and a body for one call."""
        self.calls.append((method, values))
        if method == "sendMessage" and self.refusal is not None:
            return self.refusal
        if method == "setWebhook":
            self.webhook = values
        results: dict[str, Any] = {
            "getMe": {"id": 123456789, "is_bot": True, "username": "lanterne_bot"},
            "getWebhookInfo": {"pending_update_count": 0}
            | ({"last_error_message": self.complaint} if self.complaint else {}),
            "sendMessage": {"message_id": len(self.calls)},
        }
        return 200, {"ok": True, "result": results.get(method, True)}


def written(text: str, *, number: int, chat: str = "private", person: int = ENZO) -> dict[str, Any]:
    """Return a message as an update carries it, with what we leave aside too."""
    return {
        "message_id": number,
        "from": {"id": person, "is_bot": False, "first_name": "Enzo", "username": "enzo67", "language_code": "fr"},
        "chat": {"id": person, "first_name": "Enzo", "type": chat},
        "date": 1_793_000_000 + number,
        "text": text,
    }


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 - the library's own word
        telegram: Telegram = self.server.state
        values = json.loads(self.rfile.read(int(self.headers["content-length"])))
        _, bot, method = self.path.split("/")
        status, said = (401, {"ok": False}) if bot != f"bot{TOKEN}" else telegram.answer(method, values)
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


@contextmanager
def telegram_server() -> Iterator[Telegram]:
    """Serve until the end of the block."""
    telegram = Telegram()
    with serving(_Handler, telegram) as telegram.url:
        yield telegram
