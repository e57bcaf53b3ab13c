"""The figures of matching as a table somebody can read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAMES = {
    "ours": "Maraude",
    "data_inclusion": "data·inclusion",
    "data_inclusion_youth": "data·inclusion, « jeunes » asked",
}
_ROWS = (
    ("p5", "P@5"),
    ("p5_strict", "of the first five shown"),
    ("ndcg10", "nDCG@10"),
    ("coverage", "needs with an answer"),
    ("youth_door_in_first_3", "youth generalist in the first 3, 12–25"),
    ("ineligible", "ineligible"),
    ("out_of_area", "out of area"),
    ("tombstoned", "closed"),
    ("unjudged", "not judged"),
    ("shown", "shown"),
    ("p50_ms", "ms, p50"),
    ("p95_ms", "ms, p95"),
)


def prose(figures: Mapping[str, Any]) -> str:
    """Return the figures as a table in Markdown."""
    lines = [
        (
            f"{figures['profiles']} profiles, {figures['communes']} communes, {figures['services']} services."
            " Brackets: 95 % intervals (bootstrap over profiles)."
        ),
        "",
        "| | " + " | ".join(_NAMES.values()) + " |",
        "|---|" + "---|" * len(_NAMES),
    ]
    for key, name in _ROWS:
        lines.append(f"| {name} | " + " | ".join(_cell(figures[one].get(key)) for one in _NAMES) + " |")
    for place in figures["ours"]["p5_by_place"]:
        cells = (_cell(figures[one]["p5_by_place"].get(place)) for one in _NAMES)
        lines.append(f"| P@5, {place} | " + " | ".join(cells) + " |")
    lines += [
        "",
        (
            f"Margin of P@5 on the same profiles: {_cell(figures['margin_p5'])};"
            f" where « jeunes » is asked: {_cell(figures['margin_p5_youth'])}."
        ),
    ]
    return "\n".join(lines)


def _cell(value: Any) -> str:  # noqa: ANN401 - a figure, with its interval or without
    if isinstance(value, Mapping):
        return "—" if value["value"] is None else f"{value['value']:.3f} [{value['low']:.3f}–{value['high']:.3f}]"
    if value is None:
        return "—"
    return f"{value:.3f}" if isinstance(value, float) and value <= 1 else str(value)
