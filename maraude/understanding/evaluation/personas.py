"""Who a writer is, from the persona beside their lines: the slices in which nobody may be served worse."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

_ASKED: Final = ("gender", "region", "platform")


class _Persona(msgspec.Struct):
    gender: str = "unsaid"
    region: str = "unsaid"
    platform: str = "unsaid"


def personas(files: list[Path]) -> dict[str, tuple[str, ...]]:
    """Return, for each writer with a persona (`wNN.json` beside `wNN.jsonl`), the slices they belong to."""
    found: dict[str, tuple[str, ...]] = {}
    for path in files:
        beside = path.with_suffix(".json")
        if beside != path and beside.exists():
            persona = msgspec.json.decode(beside.read_bytes(), type=_Persona)
            found[path.stem] = tuple(f"{name}:{str(getattr(persona, name)).lower()}" for name in _ASKED)
    return found
