"""`maraude bench processor`: envelopes to threads, in order; and the order checked on every message."""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count, pairwise
from subprocess import PIPE
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
    """Process five heaps of messages with one processor, then with two; return medians and the order violations."""
    with bench_house() as house:
        os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", MARAUDE_DATABASE_ROLE=JOBS)
        import django  # noqa: PLC0415 - the house decides where the settings look

        django.setup()
        key, heaps = house.demo["generic"]["path"].rsplit("/", 1)[1], count()
        rates = {processes: _rates(key, heaps, processes) for processes in (1, 2)}
        violations, stored = _violations()
    best = max(rates, key=lambda processes: statistics.median(rates[processes]))
    return {
        "bench": "processor",
        "messages_per_s": round(statistics.median(rates[best])),
        "processors": best,
        "one_processor_per_s": round(statistics.median(rates[1])),
        "rounds": {str(processes): [*map(round, values)] for processes, values in rates.items()},
        "order_violations": violations,
        "stored": stored,
        "sent": _MESSAGES * _ROUNDS * 2,
    }


def _rates(key: str, heaps: Iterator[int], processes: int) -> list[float]:
    command, rates = [sys.executable, "-m", "maraude.bench.drain"], []
    with ExitStack() as ends:
        workers = [
            ends.enter_context(subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True)) for _ in range(processes)
        ]
        for worker in workers:
            _answer(worker)
        for _ in range(_ROUNDS):
            asyncio.run(_fill(key, next(heaps)))
            begins = time.perf_counter()
            for worker in workers:
                _tell(worker)
            done = sum(int(_answer(worker)) for worker in workers)
            rates.append(done / (time.perf_counter() - begins))
        for worker in workers:
            worker.communicate()  # end of input: it ends
    return rates


def _tell(worker: subprocess.Popen[str]) -> None:
    if worker.stdin is not None:
        worker.stdin.write("\n")
        worker.stdin.flush()


def _answer(worker: subprocess.Popen[str]) -> str:
    return worker.stdout.readline().strip() if worker.stdout is not None else ""


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
        event_id=f"{heap:02}-{number:06}",
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
        rows = Message.objects.filter(event_id__regex=r"^\d\d-").order_by("conversation_id", "id")
        seen = list(rows.values_list("conversation_id", "event_id"))
    return sum(a[0] == b[0] and a[1] > b[1] for a, b in pairwise(seen)), len(seen)
