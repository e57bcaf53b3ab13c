"""The rows of a file, whatever its format: JSON Lines, a JSON array, or CSV."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from maraude.core.errors import Refused

_LISTS = frozenset(
    {
        "reseaux_porteurs",
        "thematiques",
        "publics",
        "modes_accueil",
        "modes_mobilisation",
        "mobilisable_par",
        "zone_eligibilite",
    }
)
_LONGEST = 1_000_000  # bytes of one row: beyond, it is not one
# Fields of the schema before: none of them is in v1.
_V0 = (b'"typologie"', b'"labels_nationaux"', b'"presentation_resume"', b'"zone_diffusion_type"', b'"profils"')


class UnreadableFile(Refused):
    """This file is not one that the directory reads."""

    code = "unreadable_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a file: its line (its rank in a JSON array) and its JSON. `bytes_read` is for progress."""

    line: int
    raw: bytes
    bytes_read: int

    @property
    def is_service(self) -> bool:
        """Say whether it is a service: only those name a structure."""
        return b'"structure_id"' in self.raw


def records(path: Path) -> Iterator[Record]:
    """Return the rows of a data·inclusion v1 file. Raises `UnreadableFile` for another kind of file."""
    if path.suffix.lower() in {".xlsx", ".parquet", ".zip", ".gz"}:
        raise UnreadableFile(f"{path.name}: give the JSON, JSON Lines or CSV edition; {path.suffix} is not read yet.")
    _refuse_other_formats(path)
    if path.suffix.lower() == ".csv":
        yield from _csv(path)
    elif _starts_with_array(path):
        yield from _array(path)
    else:
        yield from _lines(path)


def _refuse_other_formats(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(65_536)
    if not start.strip():
        raise UnreadableFile(f"{path.name} is empty.")
    if any(mark in start for mark in _V0):
        raise UnreadableFile(f"{path.name} is data·inclusion v0, which is not read yet: ask for the v1 edition.")


def _starts_with_array(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(256).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")


def _lines(path: Path) -> Iterator[Record]:
    done = 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            done += len(line)
            raw = line.strip().removeprefix(b"\xef\xbb\xbf")
            if raw:
                yield Record(line=number, raw=_clean(raw[:_LONGEST]), bytes_read=done)


def _array(path: Path) -> Iterator[Record]:
    try:
        rows = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
    except msgspec.DecodeError as error:
        raise UnreadableFile(f"{path.name} is not JSON: {error}.") from error
    done = 0
    for number, row in enumerate(rows, start=1):
        raw = bytes(row)
        done += len(raw)
        yield Record(line=number, raw=_clean(raw), bytes_read=done)


def _csv(path: Path) -> Iterator[Record]:
    done = 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=max(",;\t", key=first.count))
        if "id" not in (rows.fieldnames or ()) or "nom" not in (rows.fieldnames or ()):
            raise UnreadableFile(f"{path.name} has no columns « id » and « nom »: it is not data·inclusion v1.")
        for row in rows:
            raw = json.dumps(_values(row), ensure_ascii=False).encode()
            done += len(raw)
            yield Record(line=rows.line_num, raw=_clean(raw), bytes_read=done)


def _values(row: dict[str, Any]) -> dict[str, object]:
    """Empty cells say nothing; lists are written as JSON or, often, as Python literals."""
    found: dict[str, object] = {}
    for name, cell in row.items():
        if not isinstance(cell, str) or not cell.strip():
            continue
        text = cell.strip()
        found[name] = _list(text) if name in _LISTS else _number(text) if name in {"latitude", "longitude"} else text
    return found


def _list(text: str) -> object:
    try:
        return ast.literal_eval(text) if text.startswith(("[", "(")) else [part.strip() for part in text.split(",")]
    except (ValueError, SyntaxError):
        return text


def _number(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


def _clean(raw: bytes) -> bytes:
    """PostgreSQL keeps no NUL: it goes, the row stays."""
    return raw.replace(b"\\u0000", b"") if b"\\u0000" in raw else raw
