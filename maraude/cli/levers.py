"""`maraude evaluate levers LOG`, `maraude export levers`: what led, with what chance, what it would have brought."""

from __future__ import annotations

import json
from typing import IO

import click

from maraude.cli.house import open_house
from maraude.lib.roles import JOBS


@click.command(name="levers")
@click.argument("log", type=click.File("rb"))
@click.option(
    "--policy", default="learned", show_default=True, help="What `conclusive` is about: uniform, learned, an arm."
)
@click.option("--seed", default=0, show_default=True, help="Of the folds; the same seed gives the same figures.")
@click.option("--json", "as_json", is_flag=True)
def evaluate_levers(*, log: IO[bytes], policy: str, seed: int, as_json: bool) -> None:
    """Say what other policies would have brought, from a log of decisions (JSONL): IPS, SNIPS and cross-fitted DR.

    Refuses to conclude below an effective sample size of 200, and when the logged propensities cannot be right.
    """
    from maraude.levers.evaluation.log import read_log  # noqa: PLC0415 - keeps the other commands quick to start
    from maraude.levers.evaluation.prose import prose  # noqa: PLC0415
    from maraude.levers.evaluation.report import report  # noqa: PLC0415

    figures = report(read_log(log), seed=seed, policy=policy)
    click.echo(json.dumps(figures) if as_json else prose(figures))


@click.command(name="levers")
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--output", type=click.File("wb", lazy=True), default="-", help="Standard output when absent.")
def export_levers(*, slug: str | None, output: IO[bytes]) -> None:
    """Write the log of decisions (JSON Lines), without anybody in it, for `maraude evaluate levers`."""
    with open_house(role=JOBS):
        from maraude.apps.levers.queries.decisions import logged  # noqa: PLC0415 - after django.setup()
        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415
        from maraude.levers.evaluation.log import log_line  # noqa: PLC0415

        with tenant(organisation_called(slug).id):
            for line in logged():
                output.write(log_line(line) + b"\n")
