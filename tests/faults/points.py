"""The named points of the house, read from its source: none can be added and forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "maraude"
WORDS_ONLY = {"processor.reads"}  # armed on words: the poison and the killer of each run
# The demo's services have no e-mail address, and retention and levers are looked at once an hour: tests/jobs and
# tests/apps have them.
_ELSEWHERE = ("handovers.before_send", "handovers.sent", "handovers.record.", "retention.", "levers.")
EARLY = ("processor.put_back.", "processor.set_aside.")  # passed while the poison of the run is dealt with


def all_points() -> list[str]:
    """Return every point that the source names, sorted."""
    return sorted({point for path in ROOT.rglob("*.py") for point in _points(ast.parse(path.read_text()))})


def points_of(process: str) -> list[str]:
    """Return the points that a process passes."""
    homes = {"gateway": ("door.",), "processor": ("processor.",), "pages": ("api.", "pages.")}
    homes["sender"] = ("sender.", "duty.", "handovers.", "snoozes.")
    return [point for point in in_the_loop() if point.startswith(homes[process])]


def in_the_loop() -> list[str]:
    """Return the points that every run breaks."""
    return [point for point in all_points() if point not in WORDS_ONLY and not point.startswith(_ELSEWHERE)]


def _points(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        if called(call) == "fault_point" and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)
        for keyword in call.keywords:
            if called(call) == "tenant" and keyword.arg == "step" and isinstance(keyword.value, ast.Constant):
                step = str(keyword.value.value)
                yield f"{step}.before_commit"
                yield f"{step}.committed"


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
