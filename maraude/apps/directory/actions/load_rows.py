"""Rows of an import, compared with what is there and written by COPY: an import that changes nothing writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
import psycopg
from django.db import connection, models
from psycopg.sql import SQL, Identifier

from maraude.apps.directory.files.derive import ServiceRow, StructureRow, digest
from maraude.apps.directory.files.spots import spots
from maraude.apps.directory.models import Spot

type Row = StructureRow | ServiceRow
_OURS = ("digest", "loaded_at", "held", "absences", "absent_on", "gone_on")


@dataclass(slots=True, kw_only=True)
class Loader:
    """Gathers the rows of one table that are new or changed; `write` puts them there in one statement."""

    model: type[models.Model]
    fields: tuple[str, ...]
    loaded_at: datetime
    hold: Callable[[Sequence[Row]], Mapping[str, tuple[Row, dict[str, Any]]]] = lambda _rows: {}
    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[tuple[Row, bytes, str]] = field(default_factory=list)

    def add(self, rows: Sequence[Row]) -> None:
        """Take rows, each id once, and count them as created, updated or unchanged."""
        ids = [row.id for row in rows]
        known = {
            id_: bytes(kept)
            for id_, kept in self.model._default_manager.filter(pk__in=ids).values_list("pk", "digest")  # noqa: SLF001
        }
        changed: list[tuple[Row, bytes]] = []
        for row in rows:
            mark = digest(row)
            before = known.get(row.id)
            if before == mark:
                self.counts["unchanged"] += 1
                continue
            self.counts["created" if before is None else "updated"] += 1
            changed.append((row, mark))
        held = self.hold([row for row, _ in changed if row.id in known]) if known else {}
        self.counts["held"] += len(held)
        for row, mark in changed:
            kept, changes = held.get(row.id, (row, {}))
            self.waiting.append((kept, mark, msgspec.json.encode(changes).decode()))

    def write(self) -> None:
        """Write what waits; a service that changed stands anew where it should."""
        if not self.waiting:
            return
        rows = [(*row, mark, self.loaded_at, held, 0, None, None) for row, mark, held in self.waiting]
        upsert(self.model._meta.db_table, (*self.fields, *_OURS), rows, on="id")
        services = [row for row, *_ in self.waiting if isinstance(row, ServiceRow)]
        if services:
            Spot.objects.filter(service_id__in=[row.id for row in services]).delete()
            append("directory_spot", ("service_id", "x", "y"), spots(services))
        self.waiting = []


def upsert(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, on: str) -> None:
    """Insert rows, or replace those of the same key, by COPY through a table of this transaction only."""
    names = [Identifier(column) for column in columns]
    sets = SQL(", ").join(
        SQL("{0} = excluded.{0}").format(name) for column, name in zip(columns, names, strict=True) if column != on
    )
    place, incoming = Identifier(table), Identifier(f"incoming_{table}")
    listed = SQL(", ").join(names)
    connection.ensure_connection()
    with psycopg.Cursor(connection.connection) as cursor, connection.wrap_database_errors:
        cursor.execute(SQL("CREATE TEMP TABLE IF NOT EXISTS {} (LIKE {}) ON COMMIT DROP").format(incoming, place))
        cursor.execute(SQL("TRUNCATE {}").format(incoming))
        with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(incoming, listed)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            SQL("INSERT INTO {} ({}) SELECT {} FROM {} ON CONFLICT ({}) DO UPDATE SET {}").format(
                place, listed, listed, incoming, Identifier(on), sets
            )
        )


def append(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Add rows by COPY."""
    connection.ensure_connection()
    listed = SQL(", ").join(Identifier(column) for column in columns)
    statement = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), listed)
    with (
        psycopg.Cursor(connection.connection) as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)


def replace(
    table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, only: tuple[str, str] | None = None
) -> None:
    """Empty a table (`only` where a column has a value) and fill it again, in the caller's transaction."""
    place = Identifier(table)
    with connection.cursor() as cursor:
        if only is None:
            cursor.execute(SQL("DELETE FROM {}").format(place).as_string())
        else:
            statement = SQL("DELETE FROM {} WHERE {} = %s").format(place, Identifier(only[0]))
            cursor.execute(statement.as_string(), [only[1]])
    append(table, columns, rows)
