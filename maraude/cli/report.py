"""`maraude report`: the figures of a period."""

from __future__ import annotations

import json

import click

from maraude.cli.house import open_house
from maraude.core.errors import Refused
from maraude.core.figures import Audience, Dimension, NotProtected
from maraude.core.period import read_period

_FORMATS = ("json", "csv", "xlsx", "pdf")
_WRITTEN = {"json", "csv"}


class NotYet(Refused):
    """This format is not written yet: use csv for a spreadsheet, or print the page /reports/ for a PDF."""

    code = "not_yet"


@click.command()
@click.option("--from", "from_text", required=True, help="First day, like 2026-11-01.")
@click.option("--to", "to_text", required=True, help="Last day, included.")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="json", show_default=True)
@click.option("--audience", type=click.Choice([one.value for one in Audience]), default="team", show_default=True)
@click.option(
    "--by", type=click.Choice([one.value for one in Dimension]), multiple=True, help="Cut the figures; three at most."
)
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def report(
    *, from_text: str, to_text: str, form: str, audience: str, by: tuple[str, ...], slug: str | None, as_json: bool
) -> None:
    """Count what happened in a period: who was met, how far they went, dangers, suggestions. Team figures only."""
    period = read_period(from_text, to_text)
    if Audience(audience) != Audience.TEAM:
        raise NotProtected
    if form not in _WRITTEN and not as_json:
        raise NotYet
    with open_house():
        import msgspec  # noqa: PLC0415 - keeps the command quick to refuse

        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415 - after django.setup()
        from maraude.apps.reporting.queries.report import report as figures  # noqa: PLC0415
        from maraude.apps.reporting.table import table  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415
        from maraude.lib.spreadsheet import write_csv  # noqa: PLC0415

        organisation = organisation_called(slug)
        cuts = [[Dimension(one) for one in by]] if by else []
        with tenant(organisation.id):
            found = figures(org_id=organisation.id, period=period, cuts=cuts)
    if form == "csv" and not as_json:
        click.echo(write_csv(table(found)), nl=False)
        return
    click.echo(json.dumps(msgspec.to_builtins(found), ensure_ascii=False))
