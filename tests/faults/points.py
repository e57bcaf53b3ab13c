"""The named points of the house, read from its source: none can be added and forgotten."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "maraude"
WORDS_ONLY = {"processor.reads"}  # armed on words: the poison and the killer of each run


def all_points() -> list[str]:
    """Return every point that the source names, sorted."""
    return sorted({point for path in ROOT.rglob("*.py") for point in _points(ast.parse(path.read_text()))})


def points_of(process: str) -> list[str]:
    """Return the points that a process passes."""
    homes = {"gateway": ("door.",), "processor": ("processor.",), "pages": ("api.", "pages.")}
    homes["sender"] = ("sender.", "duty.", "handovers.", "snoozes.")
    return [point for point in all_points() if point.startswith(homes[process]) and point not in WORDS_ONLY]


def _points(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        if called(call) == "fault_point" and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)
        for keyword in call.keywords:
            if called(call) == "tenant" and keyword.arg == "step" and isinstance(keyword.value, ast.Constant):
                yield f"{keyword.value.value}.before_commit"
                yield f"{keyword.value.value}.committed"


def called(call: ast.Call) -> str:
    """Return the last name of what is called."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
