"""`maraude purge`: what has been kept for long enough is erased, with a line that proves it."""

from __future__ import annotations

import json

import click

from maraude.cli.house import open_house


@click.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--the-clock-is-right", "is_clock_sure", is_flag=True, help="After weeks in which nothing happened here.")
@click.option("--json", "as_json", is_flag=True)
def purge(*, slug: str | None, dry_run: bool, is_clock_sure: bool, as_json: bool) -> None:
    """Erase who has been silent for long enough, and raw events after seven days. It also runs by itself."""
    with open_house():
        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415 - after django.setup()
        from maraude.apps.privacy.actions import purge as purging  # noqa: PLC0415
        from maraude.apps.privacy.queries.purges import proof  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415
        from maraude.lib import clock  # noqa: PLC0415

        org_id, at, found = organisation_called(slug).id, clock.now(), None
        while found is None or (found.more and not dry_run):
            with tenant(org_id):
                if dry_run:
                    this = purging.foresee(org_id=org_id, at=at)
                else:
                    this = purging.purge(org_id=org_id, at=at, actor="cli", is_clock_sure=is_clock_sure)
            found = this if found is None else found.and_then(this)
        with tenant(org_id):
            held = proof()
    chain = "broken" if held.broken_at else "whole"
    if as_json:
        click.echo(json.dumps({**found.as_json(), "dry_run": dry_run, "chain": chain, "lines": held.total}))
        return
    verb = "would be erased" if dry_run else "erased"
    click.echo(f"{found.people} people and {found.raw_events} raw events {verb}; {found.held} people held back.")
    where = f" at line {held.broken_at}" if held.broken_at else ""
    click.echo(f"{held.total} lines of proof, chain {chain}{where}.")
