"""The rows of one kind in the files of an import: read, held to the schema, kept or refused, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import batched
from pathlib import Path

from maraude.apps.directory.actions.count_absences import count_absences
from maraude.apps.directory.actions.hold_changes import Guard
from maraude.apps.directory.actions.keep_rows import Kept, Read, keep, owners_of
from maraude.apps.directory.actions.load_rows import Loader, Row
from maraude.apps.directory.files import di_v1
from maraude.apps.directory.files.derive import ServiceRow, StructureRow
from maraude.apps.directory.files.di_v1 import read_row
from maraude.apps.directory.files.faults import Reject
from maraude.apps.directory.files.places import Geography
from maraude.apps.directory.files.reading.rows import Refusal
from maraude.apps.directory.files.records import AUTO, Record, records
from maraude.apps.directory.files.report import Report
from maraude.apps.directory.files.values import without, wrong_values
from maraude.apps.directory.models import LoadedFile, Service, Structure

_BATCH = 2_000
_TOLD_EVERY = 65_536  # bytes
_SAID = {  # doubts of which who keeps the file is told, by the field that is wrong
    "point_at_zero": ("latitude", "a point at (0, 0) is at sea: the row is kept without it"),
    "unknown_insee": ("code_insee", "no commune has or had this code: the row is kept, without a distance"),
}


@dataclass(slots=True, kw_only=True)
class RowReader:
    """Reads the structures, or the services, of several files into one table."""

    is_services: bool
    geography: Geography
    report: Report
    at: datetime
    progress: Callable[[int], None]
    format_id: str = AUTO
    _loader: Loader = field(init=False)
    _seen: set[str] = field(default_factory=set)
    _sources: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        fields = ServiceRow._fields if self.is_services else StructureRow._fields
        hold = Guard(geography=self.geography, owners=owners_of).hold
        self._loader = Loader(model=self._model, fields=fields, loaded_at=self.at, hold=hold)

    def read(self, path: Path) -> None:
        """Read our rows of a file, and note the file."""
        counts = self.report.services if self.is_services else self.report.structures
        read, dates = 0, []
        for batch in batched(self._ours(path), _BATCH):
            read += len(batch)
            rows = list(self._kept(path.name, batch))
            dates += [row.updated_on for row in rows]
            self._sources.update(row.source for row in rows)
            self._loader.add(rows)
        counts["read"] += read
        if read:
            self._note_file(path, read, dates)

    @property
    def _model(self) -> type[Structure | Service]:
        return Service if self.is_services else Structure

    def finish(self) -> None:
        """Write what changed, and note what is missing."""
        self._loader.write()
        named = self._seen | {one.id for one in self.report.rejects if one.id}  # a refused row is not an absent one
        missing = count_absences(model=self._model, sources=self._sources, seen=named, day=self.at.date())
        if missing:
            self.report.flagged["missing_from_its_source"] += missing
        counts = self.report.services if self.is_services else self.report.structures
        if held := self._loader.counts.pop("held", 0):
            self.report.flagged["held_until_confirmed"] += held
        counts.update(self._loader.counts)

    def _ours(self, path: Path) -> Iterator[Record]:
        told = 0
        for record in records(path, format_id=self.format_id):
            if record.is_service == self.is_services:
                yield record
            if record.bytes_read - told > _TOLD_EVERY:
                self.progress(record.bytes_read - told)
                told = record.bytes_read

    def _kept(self, file: str, batch: Iterable[Record]) -> Iterator[Row]:
        for kept in keep(list(self._valid(file, batch)), self.geography):
            if kept.row is None:
                self._refuse(file, kept)
                continue
            self.report.flagged.update(kept.row.flags)
            for flag in kept.row.flags:
                if flag in _SAID:
                    self._say(file, kept.read, *_SAID[flag])
            yield kept.row

    def _valid(self, file: str, batch: Iterable[Record]) -> Iterator[Read]:
        for record in batch:
            for refusal in record.refused:
                self._add(file, record, "", refusal)
            row = read_row(record.raw, is_service=record.is_service, file=file, line=record.line)
            if isinstance(row, list):
                self._count_refusal()
                for one in row:
                    self._add(file, record, one.id, Refusal(one.field, one.value, one.message))
            elif row.id in self._seen:
                self._refuse(file, Kept(Read(record, row), None, "id", "this id was already read in this import"))
            else:
                self._seen.add(row.id)
                yield Read(record, self._checked(file, record, row))

    def _checked(
        self, file: str, record: Record, row: di_v1.Structure | di_v1.Service
    ) -> di_v1.Structure | di_v1.Service:
        refused = wrong_values(lambda name: getattr(row, name, None))
        for refusal in refused:
            self._add(file, record, row.id, refusal)
        return without(row, refused)

    def _refuse(self, file: str, kept: Kept) -> None:
        self._count_refusal()
        self._say(file, kept.read, kept.field, kept.message)

    def _count_refusal(self) -> None:
        (self.report.services if self.is_services else self.report.structures)["rejected"] += 1

    def _say(self, file: str, read: Read, field: str, message: str) -> None:
        self._add(file, read.record, read.row.id, Refusal(field, str(getattr(read.row, field)), message))

    def _add(self, file: str, record: Record, id_: str, refusal: Refusal) -> None:
        field, value, message = refusal
        theirs = record.format.their_name(field) if field else ""
        self.report.rejects.append(
            Reject(file=file, line=record.line, id=id_, field=theirs, value=value, message=message)
        )

    def _note_file(self, path: Path, read: int, dates: list[date]) -> None:
        LoadedFile.objects.create(
            kind=LoadedFile.Kind.SERVICES if self.is_services else LoadedFile.Kind.STRUCTURES,
            name=path.name[:200],
            rows_read=read,
            rows_kept=len(dates),
            oldest_on=min(dates, default=None),
            newest_on=max(dates, default=None),
            loaded_at=self.at,
        )
