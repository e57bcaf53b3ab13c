"""Discord on the loopback: bodies as its documentation shows them, signed as it signs, and the calls we make to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.support.loopback import Handler, serving

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.test00.a-token-of-an-application-that-is-nowhere"
APPLICATION = "1234567890123456789"
ENZO = "410000000000000001"
KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
PUBLIC_KEY = KEY.public_key().public_bytes_raw().hex()
EVENING = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)
_EPOCH_MS = 1_420_070_400_000


def snowflake(at: datetime = EVENING, number: int = 0) -> str:
    """Return a number that Discord would have made at that instant."""
    return str(((int(at.timestamp() * 1000) - _EPOCH_MS) << 22) + number)


def signed(body: bytes, *, at: datetime = EVENING, key: Ed25519PrivateKey = KEY) -> dict[str, str]:
    """Return the headers of a body, as Discord signs it."""
    timestamp = str(int(at.timestamp()))
    signature = key.sign(timestamp.encode() + body).hex()
    return {"x-signature-timestamp": timestamp, "x-signature-ed25519": signature}


def user(number: str = ENZO) -> dict[str, Any]:
    """Return a person with what Discord tells of them, which we leave aside."""
    return {"id": number, "username": "enzo67", "global_name": "Enzo", "avatar": "a_1", "discriminator": "0"}


def interaction(kind: int, data: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """Return an interaction in a server, with the fields of the documentation's example."""
    body = {
        "id": snowflake(),
        "application_id": APPLICATION,
        "type": kind,
        "token": "aW50ZXJhY3Rpb246dGVzdA",
        "version": 1,
        "locale": "fr",
        "guild_locale": "fr",
        "guild_id": "290926798626999250",
        "guild": {"id": "290926798626999250", "locale": "fr", "features": ["COMMUNITY"]},
        "channel_id": "645027906669510667",
        "channel": {"id": "645027906669510667", "name": "entraide", "type": 0, "topic": "SALON"},
        "member": {"user": user(), "nick": "Zozo", "roles": ["539082325061836999"], "permissions": "2147483647"},
        "app_permissions": "442368",
        "authorizing_integration_owners": {"0": "290926798626999250"},
        "context": 0,
        "attachment_size_limit": 10485760,
        "entitlements": [],
    }
    return body | ({"data": data} if data is not None else {}) | more


def command(name: str, **more: Any) -> dict[str, Any]:
    """Return a slash command."""
    options = more.pop("options", [])
    return interaction(2, {"id": "771825006014889984", "name": name, "type": 1, "options": options}, **more)


def pressed(custom_id: str, **more: Any) -> dict[str, Any]:
    """Return a button that somebody pressed, with the message it was under."""
    message = {"id": "899", "content": "PANNEAU", "author": user("899000"), "channel_id": "645027906669510667"}
    return interaction(3, {"custom_id": custom_id, "component_type": 2}, message=message, **more)


def written(text: str, *, where: str = "dm", form: str = "say", **more: Any) -> dict[str, Any]:
    """Return a form as it was filled in."""
    components: list[dict[str, Any]] = [
        {"type": 10, "id": 1},
        {"type": 18, "id": 2, "component": {"type": 4, "id": 3, "custom_id": "text", "value": text}},
    ]
    if where:
        chosen = {"type": 3, "id": 5, "custom_id": "where", "values": [where]}
        components.append({"type": 18, "id": 4, "component": chosen})
    return interaction(5, {"custom_id": form, "components": components}, **more)


def about_somebody(**more: Any) -> dict[str, Any]:
    """Return the command under somebody else's message, with all that Discord tells of them."""
    author = {"id": "777000777000777", "username": "victime99", "global_name": "Lou VICTIME", "avatar": "AVATARLOU"}
    message = {
        "id": "888000888000888",
        "content": "PAROLES-DE-LOU jveux plus etre la",
        "author": author,
        "attachments": [{"id": "55", "filename": "PHOTO-DE-LOU.png", "url": "https://cdn.example/PHOTO-DE-LOU.png"}],
        "mentions": [{**author, "id": "666000666000666", "username": "AMI-DE-LOU"}],
    }
    data = {
        "id": "866818195033292851",
        "name": "Je m'inquiète pour quelqu'un",
        "type": 3,
        "target_id": "888000888000888",
        "resolved": {
            "messages": {"888000888000888": message},
            "users": {"777000777000777": author},
            "members": {"777000777000777": {"nick": "LOULOU", "roles": []}},
        },
    }
    return interaction(2, data, **more)


def of_the_application(kind: str, *, number: str = ENZO, install: int | None = 1) -> dict[str, Any]:
    """Return an event of the application: somebody added it to their account, or took it away."""
    data: dict[str, Any] = {"user": user(number), "scopes": ["applications.commands"]}
    if install is not None:
        data["integration_type"] = install
    event = {"type": kind, "timestamp": "2026-01-12T19:00:00.064834", "data": data}
    return {"version": 1, "application_id": APPLICATION, "type": 1, "event": event}


@dataclass(kw_only=True)
class Discord:
    """What Discord knows of our application, and what it was asked; `moods` are the answers to come, by path's end."""

    url: str = ""
    endpoint: str = ""
    commands: list[dict[str, Any]] = field(default_factory=list)
    calls: list[tuple[str, str, Any]] = field(default_factory=list)
    moods: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    tries_us: bool = True
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def sent(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the messages it was given for people, with where."""
        return [(path, said) for method, path, said in self.calls if method == "POST" and "content" in said]

    def send(self, body: dict[str, Any], *, key: Ed25519PrivateKey = KEY) -> httpx.Response:
        """Send a body to our address, signed now."""
        raw = json.dumps(body).encode()
        headers = {"content-type": "application/json", **signed(raw, at=datetime.now(UTC), key=key)}
        return httpx.post(self.endpoint, content=raw, headers=headers, trust_env=False)

    def answer(self, method: str, path: str, said: Any) -> tuple[int, Any]:
        """Return a status and a body for one call."""
        self.calls.append((method, path, said))
        for end, (status, told) in self.moods.items():
            if path.endswith(end):
                return status, told
        if path == "/applications/@me":
            return self._application(method, said)
        if path == f"/applications/{APPLICATION}/commands":
            self.commands = said
            return 200, said
        if path == "/users/@me/channels":
            return 200, {"id": f"9{said['recipient_id']}", "type": 1}
        return 200, {"id": str(next(self.numbers)), "type": 0}

    def _application(self, method: str, said: Any) -> tuple[int, Any]:
        if method == "PATCH" and said.get("interactions_endpoint_url"):
            self.endpoint = said["interactions_endpoint_url"]
            if self.tries_us and not self._is_answered():
                self.endpoint = ""
                return 400, {"code": 50035, "errors": {"interactions_endpoint_url": {"_errors": []}}}
        elif method == "PATCH":
            self.endpoint = ""
        return 200, {
            "id": APPLICATION,
            "name": "La Lanterne",
            "verify_key": PUBLIC_KEY,
            "bot_public": True,
            "interactions_endpoint_url": self.endpoint or None,
            "event_webhooks_url": self.endpoint or None,
            "event_webhooks_status": 2 if self.endpoint else 1,
        }

    def _is_answered(self) -> bool:
        """Try an address as Discord does: two pings, and one whose signature is false, which must be refused."""
        try:
            pong, event, forged = (
                self.send({"type": 1}),
                self.send({"type": 0}),
                self.send({"type": 1}, key=OTHER_KEY),
            )
        except httpx.HTTPError:
            return False
        return (pong.status_code, pong.text, event.status_code, forged.status_code) == (200, '{"type":1}', 204, 401)


class _Handler(Handler):
    def _serve(self) -> None:
        discord: Discord = self.server.state
        length = int(self.headers.get("content-length") or 0)
        said = json.loads(self.rfile.read(length)) if length else None
        is_known = self.path.startswith("/webhooks/") or self.headers.get("authorization") == f"Bot {TOKEN}"
        status, told = discord.answer(self.command, self.path, said) if is_known else (401, {"code": 0})
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_PATCH = _serve  # noqa: N815 - the library's own words


@contextmanager
def discord_server() -> Iterator[Discord]:
    """Serve until the end of the block."""
    discord = Discord()
    with serving(_Handler, discord) as discord.url:
        yield discord
