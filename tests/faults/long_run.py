"""The long run: `make faults`. Anything breaks by chance, for as long as it was given; prints what held."""

from __future__ import annotations

import argparse
import random
import sys
import time

from tests.faults.bench import running_bench
from tests.faults.judge import judge
from tests.faults.nemesis import Nemesis
from tests.faults.street import KILLER, POISON, Street


def main() -> None:
    """Run one seed; exit 1 when a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--every", type=float, default=0.3, help="seconds between two faults")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args()
    chance = random.Random(wanted.seed)
    with running_bench(f"long{wanted.seed}") as bench:
        bench.arm("processor.reads", f"kill on {KILLER}\nraise on {POISON}")
        street = Street(bench=bench, chance=chance)
        nemesis = Nemesis(bench=bench, chance=chance)
        with street.alive(clients=4):
            nemesis.by_chance(faults=wanted.faults, within_s=60 * wanted.minutes, pause_s=wanted.every)
        result = judge(bench, street, nemesis, within_s=240, time_flies=False)
    sys.stdout.write(f"seed {wanted.seed}\n{result}\n" + "".join(f"{line}\n" for line in result.broken_promises))
    sys.exit(1 if result.broken_promises else 0)


if __name__ == "__main__":
    main()
