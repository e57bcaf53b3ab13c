"""Broken at every named point and by chance, at once: nothing acknowledged is lost, doubled or left unsaid (R-01)."""

from __future__ import annotations

import os
import random
import sys

import pytest

from tests.faults.bench import running_bench
from tests.faults.judge import judge
from tests.faults.nemesis import Nemesis
from tests.faults.points import in_the_loop
from tests.faults.street import KILLER, POISON, Street

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]

SEED = int(os.environ.get("LOOP_SEED", "8"))  # another one: tests/faults/mutants.py
LEAST_FAULTS = 60


def test_every_named_point_breaks_and_nothing_acknowledged_is_lost(capsys: pytest.CaptureFixture[str]) -> None:
    with running_bench(f"loop{SEED}") as bench:
        bench.arm("processor.reads", f"kill on {KILLER}\nraise on {POISON}")
        street = Street(bench=bench, chance=random.Random(SEED))
        nemesis = Nemesis(bench=bench, chance=random.Random(SEED))
        nemesis.lie_in_wait()
        with street.alive(clients=4):
            nemesis.every_point(within_s=20)
            nemesis.kill_each()
            nemesis.cut_connections(10)
        result = judge(bench, street, nemesis, within_s=60, time_flies=True)
    with capsys.disabled():
        sys.stdout.write(f"\n{result}\n")
    assert result.broken_promises == []
    assert nemesis.missed == []
    assert {point.split()[0] for point in result.points} >= set(in_the_loop())
    assert result.faults >= LEAST_FAULTS
