"""After a run: bring the house to rest, read it, ask the oracle, and measure how soon somebody was called."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass

from tests.faults.bench import Bench
from tests.faults.ledger import Class, Ledger
from tests.faults.nemesis import Nemesis
from tests.faults.oracle import View, verdict
from tests.faults.street import Street

_LOOKED_AT = {Class.EDITED, Class.DELETED, Class.HUGE, Class.EMPTY, Class.LATE, Class.DANGER}
_MOST_READ = 60


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a run showed."""

    faults: int
    points: list[str]
    kinds: dict[str, int]
    acknowledged: int
    classes: dict[str, int]
    alerts: int
    told_s: list[float]
    rest_s: float
    broken_promises: list[str]

    def __str__(self) -> str:
        """Return it in three lines."""
        told = sorted(self.told_s) or [0.0]
        p95 = told[min(len(told) - 1, int(len(told) * 0.95))]
        return (
            f"faults: {self.faults} ({', '.join(f'{k} {n}' for k, n in sorted(self.kinds.items()))})\n"
            f"acknowledged: {self.acknowledged} ({', '.join(f'{k} {n}' for k, n in sorted(self.classes.items()))}), "
            f"alerts: {self.alerts}, at rest after {self.rest_s:.0f} s\n"
            f"somebody called after: median {statistics.median(told):.2f} s, p95 {p95:.2f} s, max {told[-1]:.2f} s; "
            f"promises broken: {len(self.broken_promises)}"
        )


def judge(bench: Bench, street: Street, nemesis: Nemesis, *, within_s: float, time_flies: bool) -> Result:
    """Bring the house to rest and judge it."""
    bench.partner.mood = 200
    words = (bench.points / "processor.reads").read_text() if bench.is_armed("processor.reads") else ""
    bench.disarm()
    if words:
        bench.arm("processor.reads", words)
    rest_s = bench.come_to_rest(within_s=within_s, time_flies=time_flies)
    view = bench.view()
    ledger = street.ledger
    places = {row.event_id: (row.conversation, row.id) for row in view.rows}
    wanted = [one for one in ledger.acknowledged() if one.kind in _LOOKED_AT and one.event_id in places]
    view.texts = street.read(wanted[:_MOST_READ], places)
    points = bench.broken()
    kinds = Counter({**nemesis.faults})
    kinds.update(line.split(" ", 1)[1].split()[0] + " at a point" for line in points)
    return Result(
        faults=sum(kinds.values()),
        points=points,
        kinds=dict(kinds),
        acknowledged=len(ledger.acknowledged()),
        classes=dict(Counter(one.kind.value for one in ledger.acknowledged())),
        alerts=len(view.alerts),
        told_s=told_after(ledger, view),
        rest_s=rest_s,
        broken_promises=verdict(ledger, view, organisations={"": 1, "other": 2}),
    )


def told_after(ledger: Ledger, view: View) -> list[float]:
    """Return, for each danger acknowledged, how long after it somebody was called."""
    alert_of = {conversation: alert for alert, conversation in view.alerts.items()}
    place_of = {row.event_id: row.conversation for row in view.rows}
    return [
        max(0.0, view.told[alert] - one.acknowledged_at)
        for one in ledger.acknowledged()
        if one.kind == Class.DANGER and one.acknowledged_at is not None
        if (alert := alert_of.get(place_of.get(one.event_id, ""), "")) in view.told
    ]
