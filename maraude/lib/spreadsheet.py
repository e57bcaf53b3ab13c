"""CSV for spreadsheets: a cell is text, never a formula (security.md S-16)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
MARK = "\ufeff"  # at the head of a file: without it, spreadsheets read UTF-8 as something else


def safe_cell(value: str | float | None) -> str:
    """Return a cell that no spreadsheet executes: numbers as they are, text that begins like a formula quoted.

    >>> safe_cell("=1+1"), safe_cell(-2), safe_cell(None)
    ("'=1+1", '-2', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.replace("\0", "\ufffd")
        return f"'{text}" if value.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
    return str(value)


def write_csv(rows: Iterable[Sequence[str | float | None]]) -> str:
    """Return the rows as CSV (RFC 4180), every cell quoted and safe."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return written.getvalue()
