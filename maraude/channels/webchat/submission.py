"""What the form of the chat sends, as a browser or as our script writes it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from maraude.core.errors import MaraudeError
from maraude.lib.text import storable

_FIELDS = ("text", "key", "door", "lang", "look", "signal", "proof", "seed")
_KEY = re.compile(r"[0-9a-zA-Z-]{8,64}")
_DOOR = re.compile(r"[0-9a-z-]{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One press of a button. `key` makes it count once; `look` only asks for news; `signal` is empty or "stop"."""

    text: str
    key: str
    door: str = ""
    lang: str = ""
    look: bool = False
    signal: str = ""
    seed: str = ""
    proof: str = ""


class Malformed(MaraudeError):
    """This is not what the chat's form sends."""


def read_submission(body: bytes, *, content_type: str) -> Submission:
    """Read a form or JSON. Raises `Malformed`; no text is refused for its characters."""
    kind = content_type.split(";", maxsplit=1)[0].strip().lower()
    if kind == "application/json":
        return _submission(_json(body))
    if kind == "application/x-www-form-urlencoded":
        return _submission(_form(body))
    raise Malformed("Send a form or JSON.")


def _form(body: bytes) -> Mapping[str, str]:
    try:
        pairs = parse_qsl(
            body.decode("utf-8", errors="replace"), keep_blank_values=True, errors="replace", max_num_fields=20
        )
    except ValueError as error:
        raise Malformed("This form has too many fields.") from error
    return dict(pairs)


def _json(body: bytes) -> Mapping[str, str]:
    try:
        # the standard library accepts lone surrogates and bare control characters, which `storable` then replaces
        data = json.loads(body.decode("utf-8", errors="replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Malformed("This body is not JSON.") from error
    if not isinstance(data, dict):
        raise Malformed("Send one JSON object.")
    return {name: value for name, value in data.items() if isinstance(value, str)}


def _submission(fields: Mapping[str, str]) -> Submission:
    given = {name: fields.get(name, "") for name in _FIELDS}
    return Submission(
        text=storable(given["text"]).replace("\r\n", "\n"),
        key=given["key"] if _KEY.fullmatch(given["key"]) else "",
        door=given["door"] if _DOOR.fullmatch(given["door"]) else "",
        lang=given["lang"] if given["lang"] in {"fr", "en"} else "",
        look=bool(given["look"]),
        signal="stop" if given["signal"] == "stop" else "",
        seed=given["seed"][:80],
        proof=given["proof"][:40],
    )
