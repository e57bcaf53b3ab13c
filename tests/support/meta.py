"""Meta's side: signed webhooks as it sends them, and a double of the Graph API on a free port of the loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from maraude.channels.graph.door import app_proof, signature
from tests.support.loopback import Handler, serving

TOKEN, APP_SECRET, WORD = "EAAtest-jeton-de-personne", "secret-de-nulle-part", "lampadaire"
NUMBER, BUSINESS, PAGE, INSTAGRAM = "104000000000001", "208000000000002", "306000000000003", "17840000000000004"
INES, MALO = "FR.1502576394655843", "7410000000000001"
SECRETS = {"secret": WORD, "app_secret": APP_SECRET, "token": TOKEN, "phone_number_id": NUMBER, "business_id": BUSINESS}
EVENING = 1_795_723_200  # 26 November 2026, 20:00 UTC, in seconds


def signed(body: bytes, secret: str = APP_SECRET) -> dict[str, str]:
    return {"content-type": "application/json", "x-hub-signature-256": signature(body, secret)}


def whatsapp(*, field: str = "messages", **value: Any) -> bytes:
    """Return a webhook of a number's, with the names and the parts that we leave aside."""
    known = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "33639980000", "phone_number_id": NUMBER},
        "contacts": [{"profile": {"name": "Inès", "username": "ines"}, "user_id": INES}],
        **value,
    }
    entry = {"id": BUSINESS, "changes": [{"value": known, "field": field}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def wa_message(type: str, *, id: str = "wamid.HBg1", sender: str = "", **parts: Any) -> dict[str, Any]:  # noqa: A002
    """Return one message, from who is known by an identifier of Meta's (or by a number: `sender`)."""
    who = {"from": sender} if sender else {"from_user_id": INES}
    return {**who, "id": id, "timestamp": str(EVENING), "type": type, **parts}


def page(*happenings: dict[str, Any], object: str = "page", who: str = MALO) -> bytes:  # noqa: A002
    """Return a webhook of a Page's (or of an Instagram account's)."""
    ours = PAGE if object == "page" else INSTAGRAM
    known = {"sender": {"id": who}, "recipient": {"id": ours}, "timestamp": EVENING * 1000}
    entry = {"id": ours, "time": EVENING * 1000, "messaging": [{**known, **one} for one in happenings]}
    return json.dumps({"object": object, "entry": [entry]}).encode()


@dataclass(kw_only=True)
class Graph:
    """What it was asked; `refusal` is its answer to the next sends, `linked` the Page's Instagram account."""

    url: str = ""
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    refusal: tuple[int, dict[str, Any]] | None = None
    linked: bool = True
    expires_at: int = 0

    @property
    def sent(self) -> list[dict[str, Any]]:
        """Return the messages it was given for people."""
        return [values for method, path, values in self.calls if method == "POST" and path.endswith("/messages")]

    def answer(self, method: str, path: str, values: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return a status and a body for one call."""
        self.calls.append((method, path, values))
        if path.endswith("/messages"):
            return self.refusal or (200, self._taken(path))
        linked = {"instagram_business_account": {"id": INSTAGRAM, "username": "lanterne.asso"}} if self.linked else {}
        known: dict[str, dict[str, Any]] = {
            "/me/subscribed_apps": {"success": True},
            f"/{BUSINESS}/subscribed_apps": {"success": True},
            "/debug_token": {"data": {"is_valid": True, "expires_at": self.expires_at}},
            f"/{NUMBER}": {"id": NUMBER, "display_phone_number": "+33 6 39 98 00 00", "verified_name": "Lanterne"},
            "/me": {"id": PAGE, **(linked if "instagram" in values.get("fields", "") else {"name": "Lanterne"})},
        }
        if path not in known:
            return 400, {"error": {"code": 100, "message": "Unsupported request"}}
        return 200, known[path]

    def _taken(self, path: str) -> dict[str, Any]:
        name = f"mid.{len(self.sent)}"
        return {"messages": [{"id": f"wamid.{name}"}]} if path == f"/{NUMBER}/messages" else {"message_id": name}


class _Handler(Handler):
    def do_GET(self) -> None:  # noqa: N802 - the library's own word
        self._answer("GET", b"")

    def do_POST(self) -> None:  # noqa: N802 - the library's own word
        self._answer("POST", self.rfile.read(int(self.headers["content-length"] or 0)))

    def _answer(self, method: str, body: bytes) -> None:
        graph: Graph = self.server.state
        asked = urlsplit(self.path)
        values = {name: found[-1] for name, found in parse_qs(asked.query).items()} | (json.loads(body) if body else {})
        proof = values.pop("appsecret_proof", app_proof(TOKEN, APP_SECRET))
        if self.headers["authorization"] != f"Bearer {TOKEN}" or proof != app_proof(TOKEN, APP_SECRET):
            status, said = 401, {"error": {"code": 190, "message": "Invalid OAuth access token."}}
        else:
            status, said = graph.answer(method, asked.path, values)
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.close_connection = True


@contextmanager
def graph_double() -> Iterator[Graph]:
    """Serve until the end of the block."""
    graph = Graph()
    with serving(_Handler, graph) as graph.url:
        yield graph
