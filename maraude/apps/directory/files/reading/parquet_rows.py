"""The rows of a Parquet file, as data·inclusion publishes its whole directory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from maraude.apps.directory.files.reading.rows import RawRow, UnreadableFile

_BATCH: Final = 1_000
_MOST_BYTES: Final = 4_000_000_000  # unpacked, as the file itself says
_MOST_ROWS: Final = 5_000_000


def parquet_rows(path: Path) -> Iterator[RawRow]:
    """Yield each row. Raises `UnreadableFile` for what is not Parquet, or says that it is enormous."""
    import pyarrow as pa  # noqa: PLC0415 - large, and only for who imports Parquet
    from pyarrow import parquet  # noqa: PLC0415

    line = done = 0
    try:
        with parquet.ParquetFile(path) as file:
            meta = file.metadata
            size = sum(meta.row_group(rank).total_byte_size for rank in range(meta.num_row_groups))
            if meta.num_rows > _MOST_ROWS or size > _MOST_BYTES:
                raise UnreadableFile(f"{path.name} unpacks to too much: it is not read.")
            for batch in file.iter_batches(batch_size=_BATCH):
                for row in batch.to_pylist():
                    line += 1
                    done += size // max(meta.num_rows, 1)
                    yield RawRow(line, {name: _plain(value) for name, value in row.items() if value is not None}, done)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableFile(f"{path.name} is not Parquet: {error}.") from error


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value.replace("\0", "") if isinstance(value, str) else value
