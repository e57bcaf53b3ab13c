"""A report as rows: indicator, detail, value; for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from maraude.apps.reporting.queries.report import Report

type Row = tuple[str, str, str | float | None]

HEAD: Row = ("indicator", "detail", "value")
_NAMED = ("kind", "step", "values")


def table(report: Report) -> Iterator[Row]:
    """Yield the rows of a report, its period first."""
    shown: dict[str, Any] = msgspec.to_builtins(report)
    yield HEAD
    for name in ("organisation", "audience", "from", "to", "time_zone"):
        yield name, "", shown[name]
    for name, value in shown["indicators"].items():
        yield from _rows(name, "", value)
    for stage in shown["path"]:
        yield from _rows("path", "", stage)
    for cut in shown["cuts"]:
        for row in cut["rows"]:
            yield from _rows(f"by {' × '.join(cut['by'])}", "", row)


def _rows(indicator: str, detail: str, value: object) -> Iterator[Row]:
    if isinstance(value, list | tuple):
        for one in value:
            yield from _rows(indicator, detail, one)
    elif isinstance(value, dict):
        inner = _join(detail, _title(value))
        for name, one in value.items():
            if name not in {*_NAMED, "since", "until"}:
                yield from _rows(indicator, _join(inner, name), one)
    else:
        yield indicator, detail, value if isinstance(value, int | float) or value is None else str(value)


def _title(value: dict[str, Any]) -> str:
    if "since" in value:
        return f"{value['since']} to {value['until']}"
    for name in _NAMED:
        if name in value:
            return " × ".join(value[name]) if isinstance(value[name], list | tuple) else str(value[name])
    return ""


def _join(first: str, second: str) -> str:
    return f"{first} {second}".strip()
