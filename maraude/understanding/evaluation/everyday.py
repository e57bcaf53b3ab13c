"""Everyday French read in place: how often nothing would be taken for something. Its text is never copied."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maraude.core.errors import Refused
from maraude.understanding.pipeline import Pipeline
from maraude.understanding.training.background import LEARNED_FILE


class NoEverydayText(Refused):
    """No everyday text can be read there: name a folder of .txt (a message a line) or dialogue .json files."""

    code = "no_everyday_text"


def everyday_texts(folder: Path) -> dict[str, list[str]]:
    """Return the messages of `*.txt` (one a line) and `*.json` (persona dialogues: [{"dialogue": [[turn, …], …]}])."""
    texts: dict[str, list[str]] = {}
    try:
        for path in sorted(folder.glob("*.txt")):
            texts[path.name] = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        for path in sorted(folder.glob("*.json")):
            talks = json.loads(path.read_text(encoding="utf-8"))
            texts[path.name] = [turn for talk in talks for pair in talk["dialogue"] for turn in pair]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NoEverydayText(f"{folder} cannot be read as everyday text: {error}") from error
    if not any(texts.values()):
        raise NoEverydayText
    return texts


def everyday_figures(texts: dict[str, list[str]], *, pipeline: Pipeline) -> dict[str, Any]:
    """Return the volume by file, and of all files the model has learned nothing from together (`held_out`)."""
    apart = {name: volume(found, pipeline=pipeline) for name, found in texts.items() if found}
    unseen = [text for name, found in texts.items() if name != LEARNED_FILE for text in found]
    return {
        "held_out": volume(unseen, pipeline=pipeline) if unseen else None,
        "learned_from": LEARNED_FILE if LEARNED_FILE in texts else None,
        "files": apart,
    }


def volume(texts: Sequence[str], *, pipeline: Pipeline) -> dict[str, float]:
    """Return the share of everyday messages that raise an alert, a watch, a need, a question (0..1)."""
    alert = watch = needs = asks = 0
    for text in texts:
        found = pipeline.understand(text)
        alert += found.risk.level.is_alert
        watch += found.risk.level.rank > 0
        needs += bool(found.needs)
        asks += bool(found.ask)
    count = len(texts)
    shares = {"alert": alert, "watch": watch, "needs": needs, "ask": asks}
    return {"messages": float(count), **{name: round(number / count, 4) for name, number in shares.items()}}
