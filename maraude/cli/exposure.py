"""`maraude exposure`: whose words an account had before its eyes, for the day an account is stolen."""

from __future__ import annotations

import json
from datetime import datetime

import click

from maraude.cli.house import open_house

_DAY = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])


@click.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--email", required=True, help="The account that was stolen, lent or misused.")
@click.option("--from", "begins", type=_DAY, required=True, help="Like 2026-11-20 or 2026-11-20T18:00.")
@click.option("--to", "ends", type=_DAY, required=True, help="The first moment that no longer counts.")
@click.option("--json", "as_json", is_flag=True)
def exposure(*, slug: str | None, email: str, begins: datetime, ends: datetime, as_json: bool) -> None:
    """List the people whose conversations an account opened in a period: ids and times, no name and no word."""
    with open_house():
        from maraude.cli.exposed import exposed_people  # noqa: PLC0415 - after django.setup()

        found = exposed_people(slug=slug, email=email, begins=begins, ends=ends)
    if as_json:
        click.echo(json.dumps(found))
        return
    for row in found["people"]:
        marks = [name for name in ("is_minor", "had_danger", "is_erased") if row[name]]
        click.echo(f"{row['person']}  {row['first_at']}  {row['last_at']}  {row['times']}  {' '.join(marks)}".rstrip())
    minors, danger = found["minors"], found["had_danger"]
    click.echo(f"{found['count']} people, {minors} of them minors, {danger} with a danger seen.")
