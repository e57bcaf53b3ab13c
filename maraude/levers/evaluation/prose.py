"""A report in sentences, for a terminal. A policy that may not conclude shows no value."""

from __future__ import annotations

from typing import Any

_WHY = {
    "too_few": "too few decisions with a known outcome",
    "small_ess": "effective sample size below 200",
    "wrong_propensities": "the weights do not average one: the logged propensities cannot be right",
    "unknown_policy": "no such policy in this log",
}


def prose(figures: dict[str, Any]) -> str:
    """Return the report as lines."""
    lines = [f"{figures['decisions']} decisions, {figures['pending']} without outcome yet"]
    if "logged" in figures:
        lines.append(f"as played: {_interval(figures['logged'])}")
    for name, one in figures["policies"].items():
        lines.append(f"{name}: {_said(one)}, ESS {one['ess']:.0f}")
    lines.append(f"{figures['policy']}: conclusive" if figures["conclusive"] else _refused(figures))
    return "\n".join(lines)


def _said(one: dict[str, Any]) -> str:
    if not one["conclusive"]:
        return f"refuses to conclude ({_WHY[one['why']]})"
    estimates = ", ".join(f"{label} {_interval(one[key])}" for key, label in _LABELS.items())
    return f"{estimates}, against what was played {_interval(one['beats_logged_by'])}"


def _refused(figures: dict[str, Any]) -> str:
    return f"{figures['policy']}: refuses to conclude ({_WHY[figures['why']]})"


def _interval(one: dict[str, float]) -> str:
    return f"{one['value']:.3f} ({one['low']:.3f} to {one['high']:.3f})"


_LABELS = {"ips": "IPS", "snips": "SNIPS", "dr": "DR"}
