"""The figures as a page to read in a terminal."""

from __future__ import annotations

from typing import Any


def prose(figures: dict[str, Any]) -> str:
    """Return the report as aligned text; shares are between 0 and 1, intervals are 95 %."""
    rows = [f"{figures['lines']} lines by {figures['writers']} writers, model {figures['model']}", ""]
    rows += [f"{'label':<18} {'P':>5} {'R':>5} {'F1':>5}  95 %           n"]
    for name, one in figures["labels"].items():
        f1 = one["f1"]
        rows.append(
            f"{name:<18} {one['precision']['value']:5.2f} {one['recall']['value']:5.2f} {f1['value']:5.2f}"
            f"  {f1['low']:.2f}–{f1['high']:.2f}  {one['support']:6d}"
        )
    for name in ("macro_f1", "micro_f1"):
        if figures[name]:
            one = figures[name]
            rows.append(f"{name}: {one['value']:.3f} ({one['low']:.3f}–{one['high']:.3f})")
    rows.append(f"false needs on lines without any: {figures['false_needs']}")
    danger = figures["danger"]
    rows += ["", *(f"{key}: {_said(danger[key])}" for key in danger if key not in {"families", "reliability"})]
    rows += [f"  {family}: {values}" for family, values in danger["families"].items()]
    rows += ["", *(f"slot {name}: {values}" for name, values in figures["slots"].items())]
    rows += ["", f"everyday: {figures['everyday'] or figures.get('everyday_note')}"]
    rows += [f"latency (µs, at most 500 characters): {figures['latency_us']}", f"memory: {figures['memory_mib']} MiB"]
    rows += [f"ready after: {figures['start_ms']} ms"] if "start_ms" in figures else []
    rows += [f"{name}: {figures[name]}" for name in ("rules_alone", "words_and_regression") if name in figures]
    return "\n".join(rows)


def _said(figure: Any) -> str:  # noqa: ANN401 - figures as read from JSON
    if not isinstance(figure, dict):
        return str(figure)
    return f"{figure['value']:.3f} ({figure['low']:.3f}–{figure['high']:.3f})"
