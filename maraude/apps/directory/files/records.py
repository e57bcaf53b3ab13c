"""The rows of a file, whatever its format, each as one row of data·inclusion v1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import msgspec

from maraude.apps.directory.files.formats.di_v1 import DI_V1
from maraude.apps.directory.files.formats.registry import FORMATS, format_of
from maraude.apps.directory.files.formats.shape import Context, Format
from maraude.apps.directory.files.reading.csv_rows import csv_rows
from maraude.apps.directory.files.reading.json_rows import JsonRow, clean, json_rows
from maraude.apps.directory.files.reading.parquet_rows import parquet_rows
from maraude.apps.directory.files.reading.rows import RawRow, Refusal, UnreadableFile
from maraude.apps.directory.files.reading.xlsx_rows import xlsx_rows

__all__ = ["Record", "UnreadableFile", "records"]

AUTO = "auto"
_LOOKED_AT = 50  # rows, to know a JSON file by the names it uses
_BEFORE = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"  # marks of UTF-8 and UTF-16, and blanks
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"%PDF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of a file: its line (its rank in a JSON array) and its JSON. `bytes_read` is for progress."""

    line: int
    raw: bytes
    bytes_read: int
    format: Format = DI_V1
    refused: tuple[Refusal, ...] = ()

    @property
    def is_service(self) -> bool:
        """Say whether it is a service: only those name a structure."""
        return b'"structure_id"' in self.raw


def records(path: Path, *, format_id: str = AUTO) -> Iterator[Record]:
    """Return the rows of a published file. Raises `UnreadableFile` for another kind of file."""
    with path.open("rb") as file:
        start = file.read(65_536)
    if not start.strip():
        raise UnreadableFile(f"{path.name} is empty.")
    if start.startswith(b"PK\x03\x04") and path.suffix.lower() in {".xlsx", ".xlsm"}:
        return _tabular(path, xlsx_rows(path), format_id)
    if start.startswith(b"PAR1"):
        return _tabular(path, parquet_rows(path), format_id)
    if start.startswith(_PACKED) or path.suffix.lower() in {".xlsx", ".parquet", ".zip", ".gz", ".xls"}:
        raise UnreadableFile(f"{path.name}: unpack it first; JSON, JSON Lines, CSV, XLSX and Parquet are read.")
    if path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        return _tabular(path, csv_rows(path), format_id)
    if not start.lstrip(_BEFORE).startswith((b"{", b"[")):
        raise UnreadableFile(f"{path.name} is neither JSON, JSON Lines, CSV, XLSX nor Parquet.")
    return _json(path, format_id)


def _tabular(path: Path, rows: Iterator[RawRow], format_id: str) -> Iterator[Record]:
    first = next(rows, None)
    if first is None:
        raise UnreadableFile(f"{path.name} has no row under a line that names columns.")
    looked = [first, *(row for _, row in zip(range(_LOOKED_AT), rows, strict=False))]
    columns = {name for row in looked for name in (*row.values, *(one.field for one in row.refused))}
    shape = _format(path, columns, format_id)
    context = Context(path=path)
    for row in chain(looked, rows):
        yield from _made(shape, row, context)


def _json(path: Path, format_id: str) -> Iterator[Record]:
    rows = json_rows(path)
    looked = [row for _, row in zip(range(_LOOKED_AT), rows, strict=False)]
    columns = {name for row in looked for name in _keys(row.raw)}
    # A file in which no line can be read is refused line by line, as data·inclusion.
    shape = _format(path, columns, format_id) if columns else DI_V1
    context = Context(path=path)
    for row in chain(looked, rows):
        if shape is DI_V1:
            yield Record(line=row.line, raw=row.raw, bytes_read=row.bytes_read)
        else:
            yield from _converted(shape, row, context)


def _converted(shape: Format, row: JsonRow, context: Context) -> Iterator[Record]:
    try:
        values = msgspec.json.decode(row.raw, type=dict)
    except (msgspec.DecodeError, UnicodeDecodeError):
        yield Record(line=row.line, raw=row.raw, bytes_read=row.bytes_read, format=shape)
        return
    yield from _made(shape, RawRow(row.line, values, row.bytes_read), context)


def _made(shape: Format, row: RawRow, context: Context) -> Iterator[Record]:
    refused = row.refused
    for made in shape.convert(row.values, context):
        raw = clean(msgspec.json.encode(made))
        yield Record(line=row.line, raw=raw, bytes_read=row.bytes_read, format=shape, refused=refused)
        refused = ()  # told once


def _keys(raw: bytes) -> list[str]:
    try:
        return list(msgspec.json.decode(raw, type=dict[str, msgspec.Raw]))
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []


def _format(path: Path, columns: set[str], format_id: str) -> Format:
    found = format_of(columns)
    if found is None:
        raise UnreadableFile(f"{path.name} has the columns of no format read here: see docs/howto/directory.md.")
    if format_id not in (AUTO, found.id):
        wanted = FORMATS[format_id]
        if not wanted.marks <= columns:
            raise UnreadableFile(f"{path.name} is not {format_id}: it looks like {found.id}.")
        return wanted
    return found
