"""`maraude import`: public reference data."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from maraude.cli.house import open_house
from maraude.lib import clock, env
from maraude.lib.roles import OWNER

_FILES = click.Path(exists=True, dir_okay=False, path_type=Path)
_FORMATS = ("auto", "di-v1", "di-v0", "dila", "france-services", "education", "maraude-csv", "hsds", "geojson")
_SHOWN = 20  # refusals listed on a terminal; --json has them all
_QUIET_S = 2.0


@click.group(name="import")
def import_group() -> None:
    """Read published reference data into this installation."""


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--json", "as_json", is_flag=True)
def geo(*, files: tuple[Path, ...], as_json: bool) -> None:
    """Read communes, former communes, EPCI, départements and régions, so that places said become places known."""
    with open_house(role=OWNER):
        from maraude.apps.directory.actions.import_geo import import_geo  # noqa: PLC0415 - after django.setup()

        target = env.home() / "geo"
        target.mkdir(parents=True, exist_ok=True)
        report = import_geo(files=files, gazetteer_path=target / "gazetteer", at=clock.now()).as_json()
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{report['kept']} rows kept of {report['read']} read")
    _tell(report["warnings"])


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=_FILES)
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="auto", show_default=True)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--json", "as_json", is_flag=True)
def directory(*, files: tuple[Path, ...], format_: str, dry_run: bool, as_json: bool) -> None:
    """Read structures and services into the shared directory: JSON, JSON Lines, CSV, XLSX or Parquet."""
    progress = Progress(total=sum(path.stat().st_size for path in files) * 2)  # structures, then services
    with open_house(role=OWNER):
        from maraude.apps.directory.actions.import_directory import import_directory  # noqa: PLC0415

        report = import_directory(
            files=files, at=clock.now(), format_id=format_, dry_run=dry_run, progress=progress.add
        ).as_json()
    progress.end()
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    for name in ("structures", "services"):
        counts = report[name]
        click.echo(f"{name}: " + ", ".join(f"{count} {word}" for word, count in counts.items()))
    if report["flagged"]:
        click.echo("doubtful, kept: " + ", ".join(f"{count} {flag}" for flag, count in report["flagged"].items()))
    _tell([_refusal(one) for one in report["rejects"]])
    if dry_run:
        click.echo("dry run: nothing was written")


def _refusal(one: dict[str, str]) -> str:
    where = f"{one['file']} line {one['line']}" + (f" ({one['id']})" if one["id"] else "")
    return f"{where}: {one['field'] + ' = ' if one['field'] else ''}{one['value']!r}: {one['message']}"


def _tell(lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        click.echo(line, err=True)
    if len(lines) > _SHOWN:
        click.echo(f"… and {len(lines) - _SHOWN} more: --json has them all", err=True)


class Progress:
    """A line on a terminal, for what takes longer than two seconds."""

    def __init__(self, *, total: int) -> None:
        """`total` in bytes."""
        self._total, self._done = max(total, 1), 0
        self._began = clock.monotonic()
        self._shows = sys.stderr.isatty()
        self._shown = False

    def add(self, size: int) -> None:
        """Take note of `size` more bytes read."""
        self._done += size
        if self._shows and clock.monotonic() - self._began > _QUIET_S:
            self._shown = True
            click.echo(f"\r{min(99, self._done * 100 // self._total)} %", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if self._shown:
            click.echo("\r100 %", err=True)
