"""What the door refuses to hold, and what it always shows."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from maraude.apps.safety.queries.alerts import open_alerts
from maraude.gateway import asgi
from maraude.gateway.asgi import Overloaded, read_body
from maraude.gateway.committer import _MOST_BYTES, Committer, NotStored, Row
from maraude.lib.ids import uuid7
from maraude.understanding.danger import screen
from tests.support.door import SameTransaction, run_now, say
from tests.support.events import URGENT, event
from tests.support.world import Association


async def body_of(*chunks: bytes) -> bytes:
    waiting = list(chunks)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    return await read_body(receive)


def test_bodies_being_read_are_counted_together_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "MOST_IN_HAND", 10)
    with pytest.raises(Overloaded):
        run_now(body_of(b"", b"a" * 11))
    assert [run_now(body_of(b"", b"a" * 9)) for _ in range(3)] == [b"a" * 9] * 3


def row(*, size: int = 10, event_id: str = "e") -> Row:
    return Row(
        org_id=1,
        id=uuid7(),
        account_id=uuid7(),
        event_id=event_id,
        conversation_id=uuid7(),
        kind="message",
        key_on=date(2026, 1, 12),
        sealed_event=b"x" * size,
        screening=screen(""),
        sealed_excerpt=None,
    )


class Recording(Committer):
    """Writes nothing; remembers the batches, and fails when told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__(SameTransaction())
        self.batches: list[Sequence[Row]] = []
        self._failure = failure

    async def _write(self, rows: Sequence[Row]) -> set[Any]:
        self.batches.append(rows)
        if self._failure is not None:
            raise self._failure
        return {one.id for one in rows}


async def store(committer: Recording, *each: Row) -> list[int | BaseException]:
    await committer.start()
    done = await asyncio.gather(*(committer.store([one]) for one in each), return_exceptions=True)
    assert committer._task is not None
    assert not committer._task.done()
    committer._task.cancel()
    return done


def test_a_few_long_messages_are_not_written_in_one_statement() -> None:
    committer = Recording()
    done = asyncio.run(store(committer, *(row(size=1_000_000) for _ in range(20))))
    assert done == [1] * 20
    assert max(sum(len(one.sealed_event) for one in batch) for batch in committer.batches) <= _MOST_BYTES


def test_one_order_of_names_so_that_two_gateways_never_wait_for_each_other() -> None:
    committer = Recording()
    asyncio.run(store(committer, *(row(event_id=name) for name in "cab")))
    names = [(one.account_id, one.event_id) for one in committer.batches[0]]
    assert names == sorted(names)


@pytest.mark.parametrize("failure", [ValueError("unforeseen"), OSError(), TimeoutError()])
def test_whatever_breaks_nobody_is_told_it_was_stored_and_the_door_goes_on(failure: Exception) -> None:
    done = asyncio.run(store(Recording(failure), row(), row()))
    assert [type(one) for one in done] == [NotStored, NotStored]


def test_an_alert_shows_the_sentence_wherever_it_is_in_a_long_message(lanterne: Association) -> None:
    say(lanterne, event(f"{'il fait beau. ' * 200}{URGENT}. {'et voilà. ' * 50}"))
    with lanterne.inside():
        excerpt = open_alerts(limit=1)[0].excerpt or ""
    assert URGENT in excerpt
    assert len(excerpt) < 420
