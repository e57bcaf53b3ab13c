"""`maraude bench processor`: envelopes to threads, in order; and the order checked on every message."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from maraude.bench.place import bench_house
from maraude.core.channel import Content, ConversationRef, EventKind, IdentityRef, InboundEvent
from maraude.lib.roles import JOBS

_MESSAGES = 6_000
_CONVERSATIONS = 300
_ROUNDS = 5
_TEXTS = (
    "slt jcherche un taf sur metz g 19 ans",
    "g plus de thunes et la caf répond pas",
    "vous êtes ouverts le samedi ?",
    "je veux reprendre une formation de cuisine",
    "mdr on a perdu la game",
)


def run() -> dict[str, Any]:
    """Process five heaps of messages in one process; return the median rate and the order violations."""
    with bench_house() as house:
        os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", MARAUDE_DATABASE_ROLE=JOBS)
        import django  # noqa: PLC0415 - the house decides where the settings look

        django.setup()
        from maraude.jobs.processor import process_waiting  # noqa: PLC0415
        from maraude.understanding.pipeline import load  # noqa: PLC0415

        pipeline, rates = load(), []
        for heap in range(_ROUNDS):
            asyncio.run(_fill(house.demo["generic"]["path"].rsplit("/", 1)[1], heap))
            begins, done = time.perf_counter(), 0
            while count := process_waiting(pipeline=pipeline):
                done += count
            rates.append(done / (time.perf_counter() - begins))
        violations, stored = _violations()
    return {
        "bench": "processor",
        "messages_per_s": round(statistics.median(rates)),
        "rounds": [*map(round, rates)],
        "order_violations": violations,
        "stored": stored,
        "sent": _MESSAGES * _ROUNDS,
    }


async def _fill(key: str, heap: int) -> None:
    from maraude.gateway.committer import Committer  # noqa: PLC0415 - as above
    from maraude.gateway.database import Database  # noqa: PLC0415
    from maraude.gateway.parts import database_place, door_parts  # noqa: PLC0415
    from maraude.gateway.replay import replay  # noqa: PLC0415

    database = Database(database_place())
    accounts, sealing = door_parts(database)
    committer = Committer(Database(database_place()))
    await replay(_batches(heap), key=key, accounts=accounts, sealing=sealing, committer=committer)
    await database.close()


async def _batches(heap: int) -> AsyncIterator[list[InboundEvent]]:
    now = datetime.now(UTC)
    for begins in range(0, _MESSAGES, 500):
        yield [_event(heap, number, now) for number in range(begins, begins + 500)]


def _event(heap: int, number: int, now: datetime) -> InboundEvent:
    person = f"p{number % _CONVERSATIONS}"
    return InboundEvent(
        event_id=f"{heap}-{number:06}",
        channel="generic",
        kind=EventKind.MESSAGE,
        occurred_at=now,
        conversation=ConversationRef(id=person),
        sender=IdentityRef(scheme="generic.user", value=person),
        content=Content(text=_TEXTS[number % len(_TEXTS)]),
    )


def _violations() -> tuple[int, int]:
    from maraude.apps.inbox.models import Message  # noqa: PLC0415 - after django.setup()
    from maraude.apps.orgs.queries.organisations import organisations  # noqa: PLC0415
    from maraude.apps.tenancy.context import tenant  # noqa: PLC0415

    with tenant(organisations()[0].id):
        rows = Message.objects.filter(event_id__regex=r"^\d-").order_by("conversation_id", "id")
        seen = list(rows.values_list("conversation_id", "event_id"))
    return sum(a[0] == b[0] and a[1] > b[1] for a, b in pairwise(seen)), len(seen)
