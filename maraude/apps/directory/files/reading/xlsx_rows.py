"""The rows of an Excel workbook, sheet after sheet: nothing in it is ever computed, and no bomb is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from maraude.apps.directory.files.reading.rows import FORMULA, RawRow, Refusal, UnreadableFile

_MOST_BYTES: Final = 400_000_000  # unpacked
_MOST_RATIO: Final = 150  # of a part above a megabyte: a sheet of text is below 30
_MOST_PARTS: Final = 2_000
_MOST_COLUMNS: Final = 300
_PROLOGUE: Final = 4_096
_ENTITIES: Final = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_IGNORED: Final = "__ignore__"  # a column of data·inclusion's own model: rows of explanations


def xlsx_rows(path: Path) -> Iterator[RawRow]:
    """Yield the rows of each sheet whose first line names columns. Raises `UnreadableFile` for a bomb."""
    _refuse_bombs(path)
    from openpyxl import load_workbook  # noqa: PLC0415 - half a second, for who imports a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(f"{path.name} is not an Excel workbook: {error}.") from error
    done = 0
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a workbook says of its size is not believed
            lines = sheet.iter_rows(max_col=_MOST_COLUMNS)
            names = _names(next(lines, ()))
            if "nom" not in names and "name" not in names:
                continue
            for line, cells in enumerate(lines, start=2):
                row = _row(line, names, cells, done)
                done = row.bytes_read
                if row.values and row.values.get(_IGNORED) is not True:
                    yield row
    finally:
        book.close()


def _names(header: Sequence[Any]) -> list[str]:
    """Only words name a column; of two of the same name, the first counts."""
    found: list[str] = []
    for cell in header:
        name = cell.value.strip() if isinstance(cell.value, str) else ""
        found.append("" if name in found else name)
    return found


def _row(line: int, names: Sequence[str], cells: Sequence[Any], done: int) -> RawRow:
    values: dict[str, Any] = {}
    refused: list[Refusal] = []
    for name, cell in zip(names, cells, strict=False):
        if not name or cell.value is None:
            continue
        if cell.data_type == "f" or (isinstance(cell.value, str) and cell.value.startswith("=")):
            refused.append(Refusal(name, str(cell.value)[:120], FORMULA))
            continue
        value = _plain(cell.value)
        if value != "":
            values[name] = value
    return RawRow(line, values, done + sum(len(str(value)) for value in values.values()), tuple(refused))


def _plain(value: object) -> object:
    """Excel keeps whole numbers as 59260.0 and days as instants."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, bool | float) else str(value)


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise UnreadableFile(f"{path.name} unpacks to too much: it is not read.")
            for part in parts:
                _refuse_part(path, archive, part)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(f"{path.name} is not an Excel workbook: {error}.") from error


def _refuse_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    if part.file_size > 1_000_000 and part.file_size > _MOST_RATIO * max(part.compress_size, 1):
        raise UnreadableFile(f"{path.name}: {part.filename} is packed too tightly to be a sheet: it is not read.")
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    with archive.open(part) as file:
        start = file.read(_PROLOGUE)
    if any(mark in start for mark in _ENTITIES):
        raise UnreadableFile(f"{path.name}: {part.filename} defines entities, as no workbook does: it is not read.")
