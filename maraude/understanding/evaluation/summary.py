"""The few figures of a card that the product itself shows, kept beside the shipped model as `card.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import msgspec

CARD: Final = "card.json"


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A share in 0..1 with its 95 % interval."""

    value: float
    low: float
    high: float


class NeedFigures(msgspec.Struct, frozen=True, kw_only=True):
    """How well one need is read."""

    need: str
    precision: Figure
    recall: Figure


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """What a coordinator wants to know of the model: on whom it was measured, what it misses, what it says wrongly."""

    name: str
    version: str
    lines: int
    writers: int
    alert_recall: Figure
    watch_recall: Figure
    false_alert_on_hard_negatives: Figure
    everyday_alert: float
    everyday_watch: float
    macro_f1: Figure
    needs: list[NeedFigures]


def summary(figures: dict[str, Any]) -> Card:
    """Pick the card's figures from a whole evaluation."""
    danger, everyday = figures["danger"], (figures["everyday"] or {}).get("held_out") or {}
    return Card(
        name=figures["model"]["name"],
        version=figures["model"]["version"],
        lines=figures["lines"],
        writers=figures["writers"],
        alert_recall=_figure(danger["alert_recall"]),
        watch_recall=_figure(danger["watch_recall"]),
        false_alert_on_hard_negatives=_figure(danger["false_alert_on_hard_negatives"]),
        everyday_alert=everyday.get("alert", 0.0),
        everyday_watch=everyday.get("watch", 0.0),
        macro_f1=_figure(figures["macro_f1"]),
        needs=[
            NeedFigures(need=label, precision=_figure(one["precision"]), recall=_figure(one["recall"]))
            for label, one in figures["labels"].items()
            if label not in {"alert", "watch"} and one["precision"] and one["recall"]
        ],
    )


def _figure(one: Any) -> Figure:  # noqa: ANN401 - figures as read from JSON
    return msgspec.convert(one, Figure) if isinstance(one, dict) else Figure(value=one, low=one, high=one)


def write_summary(figures: dict[str, Any], folder: Path) -> None:
    """Keep the card's figures beside the model they belong to."""
    made = msgspec.json.encode(summary(figures))
    (folder / CARD).write_bytes(msgspec.json.format(made, indent=1) + b"\n")


def read_summary(folder: Path) -> Card | None:
    """Return the card of the model in a folder, None when it was never measured or is not readable."""
    try:
        return msgspec.json.decode((folder / CARD).read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError):
        return None
