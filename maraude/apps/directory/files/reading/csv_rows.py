"""The rows of a CSV file, whatever its separator and its letters."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from maraude.apps.directory.files.reading.encoding import encoding_of
from maraude.apps.directory.files.reading.rows import FORMULA, RawRow, Refusal, UnreadableFile

_SHOWN = 120


def csv_rows(path: Path) -> Iterator[RawRow]:
    """Yield each row; empty cells say nothing, formulas are refused by name."""
    done = 0
    with path.open(encoding=encoding_of(path), newline="") as file:
        first = file.readline()
        file.seek(0)
        rows = csv.DictReader(file, delimiter=max(",;\t|", key=first.count))
        try:
            for row in rows:
                cells = {name.strip(): cell.strip() for name, cell in row.items() if isinstance(cell, str) and name}
                done += sum(map(len, cells.values()))
                formulas = {name for name, cell in cells.items() if cell.startswith("=")}
                yield RawRow(
                    line=rows.line_num,
                    values={name: cell for name, cell in cells.items() if cell and name not in formulas},
                    bytes_read=done,
                    refused=tuple(Refusal(name, cells[name][:_SHOWN], FORMULA) for name in sorted(formulas)),
                )
        except csv.Error as error:
            raise UnreadableFile(f"{path.name} line {rows.line_num} is not CSV: {error}.") from error
