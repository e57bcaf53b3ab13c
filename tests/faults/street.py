"""Clients that behave like platforms: each message is sent again until a 200 comes, and only then counts."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tests.faults.bench import Bench
from tests.faults.ledger import Class, Ledger, Said
from tests.house import message

POISON, KILLER = "POISON", "KILLER"  # words the armed point `processor.reads` knows
_EVERYDAY = (*[Class.NORMAL] * 12, *[Class.DANGER] * 3, Class.DUPLICATE, Class.LATE, Class.EDITED, Class.DELETED)
_EVERYDAY += (Class.EMPTY, Class.OTHER)
_WORDS = {Class.DANGER: "je veux mourir", Class.POISON: POISON, Class.KILLER: KILLER, Class.HUGE: "long " * 60_000}


@dataclass(kw_only=True)
class Street:
    """Young people who write and a worker who answers, until they are told to stop."""

    bench: Bench
    ledger: Ledger = field(default_factory=Ledger)
    pause_s: float = 0.15
    chance: random.Random
    stopping: threading.Event = field(default_factory=threading.Event)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @contextmanager
    def alive(self, *, clients: int) -> Iterator[None]:
        """Let them write for the length of the block; each class comes at least once."""
        classes = sorted([*Class, Class.POISON, Class.POISON, Class.POISON], key=lambda one: one != Class.POISON)
        forced = [classes[number::clients] for number in range(clients)]
        threads = [threading.Thread(target=self._client, args=(n, forced[n])) for n in range(clients)]
        threads.append(threading.Thread(target=self._worker))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join(90)
                assert not thread.is_alive(), "a client never got its answer"

    def _client(self, number: int, forced: list[Class]) -> None:
        for kind in forced:
            self._say(kind, client=number)
        while not self.stopping.is_set():
            self._say(self.chance.choice(_EVERYDAY), client=number)

    def _say(self, kind: Class, *, client: int) -> None:
        number = next(self._numbers)
        is_deadly = kind in {Class.POISON, Class.KILLER}
        event_id = f"{self.bench.run}-{'deadly-' if is_deadly else ''}{number}"
        # a call for help has a thread of its own: its alert can be nobody else's
        is_alone = kind in {Class.DANGER, Class.POISON, Class.KILLER, Class.OTHER}
        thread = f"{event_id}-alone" if is_alone else f"{self.bench.run}-thread-{client}-{number // 40}"
        words = "" if kind == Class.EMPTY else f"{_WORDS.get(kind, 'bonjour')} {event_id}-mot"
        entry = self.ledger.write(Said(event_id=event_id, kind=kind, conversation=thread, text=words))
        event = message(event_id, words, conversation=thread)
        if kind == Class.LATE:
            event["occurred_at"] = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
        self._send(event, kind)
        entry.acknowledged_at = time.time()
        self._and_then(entry, event)
        time.sleep(self.pause_s)

    def _and_then(self, entry: Said, event: dict[str, Any]) -> None:
        if entry.kind == Class.DUPLICATE:
            self._send(event, entry.kind)
        if entry.kind not in {Class.EDITED, Class.DELETED}:
            return
        is_edit = entry.kind == Class.EDITED
        entry.finally_reads = f"corrigé {entry.event_id}-mot" if is_edit else ""
        change = {
            **event,
            "event_id": f"{entry.event_id}-change",
            "kind": "edit" if is_edit else "delete",
            "content": {"text": entry.finally_reads, "target": entry.event_id},
        }
        self._send(change, entry.kind)

    def _send(self, event: dict[str, Any], kind: Class) -> None:
        association = "other" if kind == Class.OTHER else ""
        while True:
            try:
                answer = self.bench.house.post(event, association=association)
            except httpx.TransportError:
                time.sleep(0.05)
                continue
            if answer.status_code == 200:
                return
            assert answer.status_code in {502, 503}, answer.text
            time.sleep(0.05)

    def _worker(self) -> None:
        while not self.stopping.is_set():
            time.sleep(0.5)
            found = self.bench.sql(
                "SELECT conversation_id::text FROM inbox_message WHERE event_id LIKE %s AND direction = 'in' "
                "AND org_id = (SELECT min(org_id) FROM inbox_message) ORDER BY random() LIMIT 1",
                f"{self.bench.run}-%",
            )
            for (conversation,) in found:
                self._answer(conversation, f"réponse {self.bench.run}-r-{next(self._numbers)}")

    def _answer(self, conversation: str, text: str) -> None:
        body = {"text": text, "idempotency_key": text}
        for _ in range(300):
            answer = self._call("POST", f"/conversations/{conversation}/messages", body)
            if answer is not None and answer.is_success:
                self.ledger.answers[answer.json()["id"]] = text
                return
            if answer is not None and 400 <= answer.status_code < 500:
                return  # a person who may not be written to
            time.sleep(0.1)

    def _call(self, method: str, path: str, body: object = None) -> httpx.Response | None:
        house = self.bench.house
        headers = {"Authorization": f"Bearer {house.demo['api_token']}"}
        try:
            return httpx.request(
                method, f"{house.url}/api/v1{path}", json=body, headers=headers, timeout=20, trust_env=False
            )
        except httpx.TransportError:
            return None

    def read(self, wanted: list[Said], rows: dict[str, tuple[str, str]]) -> dict[str, str]:
        """Return what a worker reads of some messages; `rows` says where each is: its thread, and its own name."""
        found: dict[str, str] = {}
        for one in wanted:
            thread, name = rows[one.event_id]
            answer = self._call("GET", f"/conversations/{thread}")
            assert answer is not None, "the pages are away"
            assert answer.status_code == 200, answer.text
            texts = {row["id"]: row["text"] or "" for row in answer.json()["messages"]}
            if name in texts:  # the last page of a long thread
                found[one.event_id] = texts[name]
        return found
