"""What invented visitors write: data beside the code, read once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

_REPLY: Final = "reply: "


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """One message; `after_reply`: it comes only once a worker has answered."""

    text: str
    after_reply: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one invented person writes, in order. `thread`: the conversation of somebody who comes back."""

    id: str
    lines: tuple[VisitLine, ...]
    door: str = ""
    thread: str = ""


@cache
def visits() -> tuple[Visit, ...]:
    """Return every visit, in file order."""
    data = tomllib.loads((files("maraude.simulation") / "data" / "visits.toml").read_text(encoding="utf-8"))
    return tuple(
        Visit(
            id=row["id"],
            door=row.get("door", ""),
            thread=row.get("thread", ""),
            lines=tuple(_line(text) for text in row["lines"]),
        )
        for row in data["visit"]
    )


def _line(written: str) -> VisitLine:
    return VisitLine(text=written.removeprefix(_REPLY), after_reply=written.startswith(_REPLY))


def visit_event(visit: Visit, *, thread: str, place: int, event_id: str, occurred_at: str) -> dict[str, object]:
    """Return line `place` of a visit as a neutral inbound event (contracts.md, ingest)."""
    content: dict[str, object] = {"text": visit.lines[place].text}
    if visit.door and place == 0:
        content["referral"] = {"code": visit.door}
    return {
        "event_id": event_id,
        "channel": "generic",
        "kind": "message",
        "occurred_at": occurred_at,
        "conversation": {"id": thread, "type": "dm"},
        "sender": {"scheme": "generic.user", "value": thread},
        "content": content,
    }
