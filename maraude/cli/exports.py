"""`maraude export`: the directory, for others to read."""

from __future__ import annotations

from typing import IO

import click

from maraude.cli.house import open_house
from maraude.cli.levers import export_levers
from maraude.lib.roles import APP


@click.group(name="export")
def export_group() -> None:
    """Write what this installation shares with others."""


export_group.add_command(export_levers)


@export_group.command()
@click.option("--format", "format_", type=click.Choice(["di-v1", "hsds", "geojson"]), required=True)
@click.option("--output", type=click.File("wb", lazy=True), default="-", help="Standard output when absent.")
def directory(*, format_: str, output: IO[bytes]) -> None:
    """Write structures and services: data·inclusion v1 (JSON Lines), Open Referral HSDS 3 (JSON Lines) or GeoJSON."""
    with open_house(role=APP):
        from maraude.apps.directory.queries.export import exported  # noqa: PLC0415 - after django.setup()

        for line in exported(format_):
            output.write(line)
