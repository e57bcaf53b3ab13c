"""`maraude person`: the rights of a young person over what is kept of them."""

from __future__ import annotations

import json
from uuid import UUID

import click

from maraude.cli.house import open_house


@click.group()
def person() -> None:
    """What a person may ask of us about what we keep."""


@person.command()
@click.argument("person_id", metavar="ID", type=click.UUID)
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--json", "as_json", is_flag=True)
def erase(*, person_id: UUID, slug: str | None, as_json: bool) -> None:
    """Erase a person for good: their words, who they are, and the key that could read their copies in backups."""
    with open_house():
        from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415 - after django.setup()
        from maraude.apps.privacy.actions.erase_person import erase_person  # noqa: PLC0415
        from maraude.apps.tenancy.context import tenant  # noqa: PLC0415
        from maraude.lib import clock  # noqa: PLC0415

        organisation = organisation_called(slug)
        with tenant(organisation.id):
            erase_person(org_id=organisation.id, person_id=person_id, actor="cli", at=clock.now())
    click.echo(json.dumps({"erased": str(person_id)}) if as_json else f"{person_id} is erased.")


@person.command()
@click.argument("person_id", metavar="ID", type=click.UUID)
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--with-notes", is_flag=True, help="Colleagues' notes too: read them and mask third parties first.")
@click.option("--json", "as_json", is_flag=True, help="The data alone, instead of the page that holds it.")
def export(*, person_id: UUID, slug: str | None, with_notes: bool, as_json: bool) -> None:
    """Write everything kept of a person: one page to read, with the same as JSON inside it."""
    with open_house():
        from maraude.cli.take_away import written_export  # noqa: PLC0415 - after django.setup()

        text = written_export(person_id=person_id, slug=slug, with_notes=with_notes, as_json=as_json)
    click.echo(text)
