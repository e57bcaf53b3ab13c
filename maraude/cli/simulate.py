"""`maraude simulate`: invented people write by the real door, or into a file."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from itertools import batched
from pathlib import Path
from typing import Any

import click

from maraude.channels.generic.parse import parse
from maraude.cli.house import open_house
from maraude.cli.ingest import account_key, replay_batches
from maraude.core.channel import InboundEvent
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.simulation.people import events

_FIRST_DAY = datetime(2026, 1, 5, tzinfo=UTC)  # of a file: the same seed gives the same bytes on any day
_BATCH = 500


class RealPeopleHere(Refused):
    """This association is a real one: invented people never write to it. Use a demo, or --to a file."""

    code = "real_people_here"


@click.command()
@click.option("--people", type=click.IntRange(1, 10_000_000), required=True)
@click.option("--days", type=click.IntRange(1, 3_660), required=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same people.")
@click.option("--to", "target", default="DB", show_default=True, help="DB (a demo's), or a JSONL file to write.")
@click.option("--organisation", help="The association's slug; the only one when absent.")
@click.option("--json", "as_json", is_flag=True)
def simulate(*, people: int, days: int, seed: int, target: str, organisation: str | None, as_json: bool) -> None:
    """Let invented people write over days: by the generic door into a demo, or into a file of neutral events."""
    summary: dict[str, Any] = {"people": people, "days": days, "seed": seed, "events": 0}
    if target == "DB":
        begins_at = clock.now().replace(microsecond=0) - timedelta(days=days)
        with open_house():
            key = account_key(organisation)
            _refuse_real(organisation)
            stream = _counted(events(people=people, days=days, seed=seed, begins_at=begins_at), summary)
            done = asyncio.run(replay_batches(key, _batches(stream)))
        summary |= {"accepted": done.accepted, "duplicates": done.duplicates}
    else:
        stream = _counted(events(people=people, days=days, seed=seed, begins_at=_FIRST_DAY), summary)
        _write(Path(target), stream)
        summary["file"] = target
    text = ", ".join(f"{name} {value}" for name, value in summary.items())
    click.echo(json.dumps(summary, ensure_ascii=False) if as_json else text)


def _counted(stream: Iterator[dict[str, object]], summary: dict[str, Any]) -> Iterator[dict[str, object]]:
    for event in stream:
        summary["events"] += 1
        yield event


def _write(path: Path, stream: Iterator[dict[str, object]]) -> None:
    """Write beside, then put in place: a run that is stopped leaves what was there."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(f"{json.dumps(event, ensure_ascii=False)}\n" for event in stream)
        draft.replace(path)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        draft.unlink(missing_ok=True)


async def _batches(stream: Iterator[dict[str, object]]) -> AsyncIterator[list[InboundEvent]]:
    for part in batched(stream, _BATCH):
        yield list(parse(json.dumps(part).encode(), at=clock.now()).events)


def _refuse_real(slug: str | None) -> None:
    from maraude.apps.orgs.models import Organisation  # noqa: PLC0415 - after django.setup()
    from maraude.apps.orgs.queries.organisations import organisation_called  # noqa: PLC0415
    from maraude.apps.tenancy.context import tenant  # noqa: PLC0415

    found = organisation_called(slug)
    with tenant(found.id):
        if not Organisation.objects.get(id=found.id).is_demo:
            raise RealPeopleHere
