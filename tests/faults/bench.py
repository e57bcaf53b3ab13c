"""A house that may be broken on purpose: points to arm, processes to kill, time to let pass."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from maraude.lib.database import Cluster
from maraude.lib.database.configuration import SUPERUSER
from tests.faults.oracle import Row, View
from tests.house import RunningHouse, eventually, running_house
from tests.support.partner import Partner, partner_server

_SOON = 30.0


@dataclass(kw_only=True)
class Bench:
    """A running house, the folder of its points, and the partner who receives its answers."""

    house: RunningHouse
    points: Path
    partner: Partner
    run: str

    def arm(self, point: str, action: str) -> None:
        """Have the next passage at `point` break: written beside, then moved, so that nobody reads half of it."""
        draft = self.points / f".{point}"
        draft.write_text(action)
        draft.rename(self.points / point)

    def is_armed(self, point: str) -> bool:
        return (self.points / point).exists()

    def disarm(self) -> None:
        for path in self.points.iterdir():
            if path.name != "done.log":
                path.unlink(missing_ok=True)

    def broken(self) -> list[str]:
        """Return what was broken so far: `point action` each."""
        with suppress(FileNotFoundError):
            return (self.points / "done.log").read_text().splitlines()
        return []

    def kill(self, process: str, number: int = signal.SIGKILL) -> bool:
        """Signal a process; False when it is not there just now."""
        with suppress(ProcessLookupError, FileNotFoundError, KeyError, IndexError, ValueError):
            if process == "database":
                lines = (Cluster(self.house.home).layout.data / "postmaster.pid").read_text().splitlines()
                os.kill(int(lines[0]), number)
            else:
                os.kill(self.house.pids()[process], number)
            return True
        return False

    def sql(self, query: str, *values: Any) -> list[Any]:
        """Do something as the superuser of the house's database, waiting for it to be there."""
        return list(eventually(lambda: self._try_sql(query, values), within_s=_SOON)[0])

    def _try_sql(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        try:
            with psycopg.connect(Cluster(self.house.home).dsn(role=SUPERUSER), autocommit=True) as connection:
                done = connection.execute(query, values)
                return [done.fetchall() if done.description else []]
        except psycopg.OperationalError:
            return []

    def time_passes(self) -> None:
        """Let every lease run out, as half a minute would."""
        for table in ("ingest_queueitem", "inbox_outboxitem", "safety_dutynotice", "referrals_duetask"):
            self.sql(f"UPDATE {table} SET leased_until = now() WHERE leased_until > now()")  # noqa: S608 - names of ours
        self.sql("UPDATE inbox_outboxitem SET not_before = now() WHERE state = 'queued' AND not_before > now()")

    def bring_work(self) -> None:
        """Make due what the jobs do only now and then: a letter to a structure, a look, an escalation."""
        self.sql(
            "UPDATE ingest_queueitem SET attempts = 5 WHERE attempts BETWEEN 1 AND 4 AND id IN "
            "(SELECT id FROM ingest_envelope WHERE event_id LIKE %s)",
            f"{self.run}-deadly-%",
        )
        self.sql("UPDATE safety_alert SET escalates_at = now() WHERE id = (SELECT id FROM safety_alert LIMIT 1)")
        self.sql("UPDATE referrals_referral SET mailed_at = NULL WHERE state = 'released'")
        self.sql(
            "INSERT INTO referrals_duetask (org_id, id, referral_id, kind, due_at, leased_until, attempts) "
            "SELECT org_id, gen_random_uuid(), id, kind, now(), now(), 0 FROM referrals_referral, "
            "unnest(ARRAY['mail', 'look']) kind WHERE state = 'released' ON CONFLICT (org_id, referral_id, kind) "
            "DO UPDATE SET due_at = now(), leased_until = now(), attempts = 0"
        )

    def waiting(self) -> int:
        """Return how many things of this run still wait to be done."""
        found = self.sql(
            "SELECT (SELECT count(*) FROM ingest_queueitem) + (SELECT count(*) FROM inbox_outboxitem "
            "WHERE state = 'queued') + (SELECT count(*) FROM safety_dutynotice WHERE state = 'queued')"
        )
        return int(found[0][0])

    def come_to_rest(self, *, within_s: float, time_flies: bool) -> float:
        """Let what waits be done; return how long it took."""
        begun = time.monotonic()
        while self.waiting() and time.monotonic() - begun < within_s:
            if time_flies:
                self.time_passes()
            time.sleep(1)
        return time.monotonic() - begun

    def view(self) -> View:
        """Read what the house holds, from its database, its letters and its logs."""
        rows = self.sql(
            "SELECT org_id, id::text, conversation_id::text, event_id, system_kind = 'unreadable' FROM inbox_message "
            "WHERE event_id LIKE %s ORDER BY conversation_id, occurred_at, id",
            f"{self.run}-%",
        )
        alerts = self.sql("SELECT id::text, conversation_id::text FROM safety_alert")
        answers = self.sql("SELECT message_id::text, state FROM inbox_outboxitem")
        delivered: dict[str, set[str]] = {}
        for one in list(self.partner.received):
            delivered.setdefault(one["text"], set()).add(str(one["message_id"]))
        logs = [self.house.log, Cluster(self.house.home).layout.log]
        return View(
            rows=[Row(org_id=o, id=i, conversation=c, event_id=e, is_unreadable=u) for o, i, c, e, u in rows],
            alerts=dict(alerts),
            told=self._told(),
            stuck=self.waiting(),
            delivered=delivered,
            answers=dict(answers),
            logs="".join(log.read_text(errors="replace") for log in logs),
        )

    def _told(self) -> dict[str, float]:
        told: dict[str, float] = {}
        for letter in (self.house.home / "mail").glob("*.eml"):
            found = re.search(r"/alerts/([0-9a-f-]{36})", letter.read_text().replace("=\n", ""))
            if found:
                at = letter.stat().st_mtime
                told[found[1]] = min(at, told.get(found[1], at))
        return told


@contextmanager
def running_bench(run: str, **settings: str) -> Iterator[Bench]:
    """Run a house whose answers go to a partner of ours, and whose points can be armed."""
    with partner_server() as partner, _folder() as points:
        settings |= {"MARAUDE_FAULTS": str(points), "MARAUDE_ALLOW_PRIVATE_ADDRESSES": "1"}
        with running_house(**settings) as house:
            bench = Bench(house=house, points=points, partner=partner, run=run)
            key = house.demo["generic"]["path"].rsplit("/", 1)[-1]
            bench.sql("UPDATE ingest_channelaccount SET outbound_url = %s WHERE key = %s", partner.url, key)
            yield bench


@contextmanager
def _folder() -> Iterator[Path]:
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="maraude-points-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
