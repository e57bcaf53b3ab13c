"""What every format is: how it is recognised, its table of fields, and how a row becomes rows of data·inclusion v1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

type Values = Mapping[str, Any]
type Made = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format. `fields` gives our name (data·inclusion v1) of each of its columns, by which refusals are translated.

    `convert` returns the structures and services that a row says, none when it is of no use here.
    """

    id: str
    marks: frozenset[str]  # columns that all its rows have, and those of no other format
    fields: Mapping[str, str]
    convert: Callable[[Values, Context], Iterable[Made]]

    def their_name(self, ours: str) -> str:
        """Return the name under which whoever keeps the file knows a field of ours."""
        return next((theirs for theirs, name in self.fields.items() if name == ours), ours)


@dataclass(slots=True, kw_only=True)
class Context:
    """What a conversion needs besides the row: the file itself, and tables found beside it."""

    path: Path
    tables: dict[str, Mapping[str, list[str]]] = field(default_factory=dict)


def renamed(row: Values, fields: Mapping[str, str]) -> Made:
    """Return the values of a row under our names; what is empty is left out."""
    return {ours: row[theirs] for theirs, ours in fields.items() if row.get(theirs) not in (None, "", [])}


def as_number(value: object) -> object:
    """Return a number written with a point or a comma; anything else as it is, to be refused by its name."""
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return value


def day(value: object) -> object:
    """Return 15/05/2023, with or without an hour, as 2023-05-15; anything else as it is."""
    text = str(value).strip().split(" ")[0].split("T")[0]
    parts = text.split("/")
    return "-".join((parts[2], parts[1].zfill(2), parts[0].zfill(2))) if len(parts) == 3 else text
