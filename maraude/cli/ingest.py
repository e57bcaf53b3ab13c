"""`maraude ingest`: replays a file of neutral events, once each."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterable, AsyncIterator, Iterator, Sequence
from itertools import batched
from typing import IO, TYPE_CHECKING

import click

from maraude.channels.generic.parse import parse
from maraude.cli.house import open_house
from maraude.core.channel import InboundEvent
from maraude.core.errors import Refused
from maraude.lib import clock

if TYPE_CHECKING:
    from maraude.gateway.replay import Replayed

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
        done = asyncio.run(replay_batches(account_key(organisation), _batches(file, rejected)))
    if as_json:
        click.echo(json.dumps({"accepted": done.accepted, "duplicates": done.duplicates, "rejected": rejected}))
        return
    click.echo(f"{done.accepted} new, {done.duplicates} already there, {len(rejected)} rejected")
    for one in rejected:
        click.echo(f"line {one['line']}: {one['message']}", err=True)


def account_key(slug: str | None) -> str:
    """Return the key of the association's first open generic account. Raises `WhichAccount`, `WhichOrganisation`."""
    from maraude.apps.ingest.models import ChannelAccount  # noqa: PLC0415 - after django.setup()
    from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415
    from maraude.apps.tenancy.context import tenant  # noqa: PLC0415

    with tenant(organisation_called(slug).id):
        account = ChannelAccount.objects.filter(channel="generic", is_active=True).order_by("created_at").first()
    if account is None:
        raise WhichAccount
    return account.key


async def replay_batches(key: str, batches: AsyncIterable[Sequence[InboundEvent]]) -> Replayed:
    """Store batches of events by the account of `key`, as its door would."""
    from maraude.gateway.committer import Committer  # noqa: PLC0415 - keeps the command quick to refuse
    from maraude.gateway.database import Database  # noqa: PLC0415
    from maraude.gateway.parts import database_place, door_parts  # noqa: PLC0415
    from maraude.gateway.replay import replay  # noqa: PLC0415

    database = Database(database_place())
    accounts, sealing = door_parts(database)
    committer = Committer(Database(database_place()))
    done = await replay(batches, key=key, accounts=accounts, sealing=sealing, committer=committer)
    await database.close()
    return done


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
