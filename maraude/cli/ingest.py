"""`maraude ingest`: replays a file of neutral events, once each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from itertools import batched
from typing import IO

import click

from maraude.channels.generic.parse import parse
from maraude.cli.house import open_house
from maraude.core.channel import InboundEvent
from maraude.core.errors import Refused
from maraude.lib import clock

_BATCH = 500


class WhichAccount(Refused):
    """This association has no open generic account: make one first."""

    code = "which_account"


@click.command()
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", help="The association's slug; the only one when absent.")
@click.option("--json", "as_json", is_flag=True)
def ingest(*, file: IO[bytes], organisation: str | None, as_json: bool) -> None:
    """Replay a JSONL file of neutral inbound events; what is already there is not stored twice."""
    rejected: list[dict[str, object]] = []
    with open_house():
        key = _account_key(organisation)
        accepted, duplicates = asyncio.run(_replay(key, file, rejected))
    if as_json:
        click.echo(json.dumps({"accepted": accepted, "duplicates": duplicates, "rejected": rejected}))
        return
    click.echo(f"{accepted} new, {duplicates} already there, {len(rejected)} rejected")
    for one in rejected:
        click.echo(f"line {one['line']}: {one['message']}", err=True)


def _account_key(slug: str | None) -> str:
    from maraude.apps.ingest.models import ChannelAccount  # noqa: PLC0415 - after django.setup()
    from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415
    from maraude.apps.tenancy.context import tenant  # noqa: PLC0415

    with tenant(organisation_called(slug).id):
        account = ChannelAccount.objects.filter(channel="generic", is_active=True).order_by("created_at").first()
    if account is None:
        raise WhichAccount
    return account.key


async def _replay(key: str, file: IO[bytes], rejected: list[dict[str, object]]) -> tuple[int, int]:
    from maraude.gateway.committer import Committer  # noqa: PLC0415 - keeps the command quick to refuse
    from maraude.gateway.database import Database  # noqa: PLC0415
    from maraude.gateway.parts import database_place, door_parts  # noqa: PLC0415
    from maraude.gateway.replay import replay  # noqa: PLC0415

    database = Database(database_place())
    accounts, sealing = door_parts(database)
    committer = Committer(Database(database_place()))
    done = await replay(_batches(file, rejected), key=key, accounts=accounts, sealing=sealing, committer=committer)
    await database.close()
    return done.accepted, done.duplicates


async def _batches(file: IO[bytes], rejected: list[dict[str, object]]) -> AsyncIterator[list[InboundEvent]]:
    for part in batched(_events(file, rejected), _BATCH):
        yield list(part)


def _events(file: IO[bytes], rejected: list[dict[str, object]]) -> Iterator[InboundEvent]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        parsed = parse(line, at=clock.now())
        if parsed.malformed is not None:
            rejected.append({"line": number, "message": parsed.malformed})
        yield from parsed.events
