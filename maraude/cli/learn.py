"""`maraude learn`: what corrections teach, with consents; counts for everybody else."""

from __future__ import annotations

import json
from typing import IO

import click

from maraude.cli.house import open_house


@click.group()
def learn() -> None:
    """What workers corrected: counts, and words only of people who agreed."""


@learn.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="A file to write.")
def export(*, slug: str | None, out: IO[str]) -> None:
    """Write corrected messages as labelled lines, for `maraude evaluate understanding`.

    Only of people who agreed, in an association that agreed, on channels whose terms allow it; never about danger.
    """
    written = 0
    with open_house():
        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415 - after django.setup()
        from maraude.apps.privacy.queries.lessons import lessons  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415
        from maraude.channels.registry import CHANNELS  # noqa: PLC0415

        allowed = [name for name, channel in CHANNELS.items() if channel.capabilities.learning]
        organisation = organisation_called(slug)
        with tenant(organisation.id):
            for line in lessons(org_id=organisation.id, channels=allowed):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                written += 1
    click.echo(f"{written} lines. Keep the file no longer than you need it: a consent can be withdrawn.", err=True)


@learn.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
def counts(*, slug: str | None) -> None:
    """Write, as JSON, how often each need was suggested, confirmed, set aside, added. No text."""
    with open_house():
        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415 - after django.setup()
        from maraude.apps.privacy.queries.lessons import correction_counts  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415

        with tenant(organisation_called(slug).id):
            found = correction_counts()
    click.echo(json.dumps({"needs": found}))
