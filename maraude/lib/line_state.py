"""Whether a line to a platform is up, as the listener last wrote it and the pages read it: a small file, no content."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

_STALE_S = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """`code` says why it is down: unreachable, auth, not_stored, silent (nobody keeps it up). `at`: Unix seconds."""

    is_up: bool
    code: str = ""
    at: float = 0.0


def line_folder(home: Path, account_id: UUID) -> Path:
    """Return the folder of one account's line."""
    return home / "lines" / str(account_id)


def write_line_state(folder: Path, state: LineState) -> None:
    """Write a state whole, or not at all."""
    write_whole(folder / "state.json", json.dumps({"is_up": state.is_up, "code": state.code, "at": state.at}))


def read_line_state(folder: Path, *, at: float) -> LineState:
    """Return the state at `at`; one that nobody wrote for two minutes is down."""
    try:
        told = json.loads((folder / "state.json").read_text(encoding="utf-8"))
        state = LineState(is_up=bool(told["is_up"]), code=str(told["code"]), at=float(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return LineState(is_up=False, code="silent")
    return state if not state.is_up or at - state.at <= _STALE_S else LineState(is_up=False, code="silent", at=state.at)


def write_whole(path: Path, text: str) -> None:
    """Replace a file by another in one step, so that a reader or a crash never sees half of it."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
